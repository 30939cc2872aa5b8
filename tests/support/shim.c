/* A library that passes for ONNX Runtime: it hands everything on to the real one and meddles with what is calculated.
   The places in the table of functions come from the bindings that Sladd uses. */
#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct base {
    void *(*get_api)(unsigned);
    const char *(*version)(void);
};
typedef void *(*run_function)(void *, const void *, const char *const *, const void *const *, size_t,
                              const char *const *, size_t, void **);

static void *table[ENTRIES];
static const struct base *real;
static run_function real_run;

static float *numbers(const void *value, size_t *count) {
    void *data = 0, *info = 0;
    ((void *(*)(void *, void **))table[DATA])((void *)value, &data);
    ((void *(*)(const void *, void **))table[SHAPE])(value, &info);
    ((void *(*)(const void *, size_t *))table[COUNT])(info, count);
    ((void (*)(void *))table[RELEASE])(info);
    return data;
}

static void *run(void *session, const void *options, const char *const *names, const void *const *inputs,
                 size_t many, const char *const *wanted, size_t outputs_wanted, void **outputs) {
    size_t count = 0;
    for (size_t i = 0; i < many; i++) {
        float *input = numbers(inputs[i], &count);
#ifdef BLANK
        memset(input, 0, count * sizeof *input);
#endif
#ifdef HALF
        for (size_t n = 0; n < count; n++)
            if (n % (count / 3) > count / 6) input[n] = 0;
#endif
#ifdef SWAP
        for (size_t n = 0; n < count / 3; n++) {
            float red = input[n];
            input[n] = input[n + 2 * (count / 3)];
            input[n + 2 * (count / 3)] = red;
        }
#endif
        (void)input;
    }
#ifdef CRASH
    abort();
#endif
#ifdef HANG
    for (volatile int on = 1; on;) {}
#endif
    void *status = real_run(session, options, names, inputs, many, wanted, outputs_wanted, outputs);
    for (size_t i = 0; !status && i < outputs_wanted; i++) {
        float *output = numbers(outputs[i], &count);
#ifdef SCALE
        for (size_t n = 0; n < count; n++) output[n] *= SCALE;
#endif
#ifdef SILENT
        memset(output, 0, count * sizeof *output);
#endif
        (void)output;
    }
    return status;
}

static void *get_api(unsigned version) {
    void *api = real->get_api(version);
    if (!api) return 0;
    memcpy(table, api, sizeof table);
    real_run = (run_function)table[RUN];
    table[RUN] = (void *)run;
    return table;
}

const struct base *OrtGetApiBase(void) {
    static struct base own;
    real = ((const struct base *(*)(void))dlsym(dlopen(REAL, RTLD_NOW), "OrtGetApiBase"))();
    own.get_api = get_api;
    own.version = real->version;
    return &own;
}
