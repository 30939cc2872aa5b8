#!/bin/sh
# A plan as a Slurm array: one task a shard. Every node must reach photos, plan and results under the same paths.
#
#   sbatch --array=0-249 slurm.sh PLAN RESULTS [OPTION…]
#
# 249 is the number of the last shard. What follows RESULTS goes to `sladd archive work`. $SLADD is the program.
#SBATCH --job-name=sladd-archive
#SBATCH --cpus-per-task=2
#SBATCH --time=02:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
set -u
plan=$1; results=$2; shift 2
shard=$(printf 'shard-%04d.jsonl' "$SLURM_ARRAY_TASK_ID")
"${SLADD:-sladd}" archive work "$plan/$shard" --out "$results/$shard" --jobs "${SLURM_CPUS_PER_TASK:-1}" "$@"
code=$?
# 3 is "try again", three times at most; 1 and 2 are not. A node that fails is Slurm's own matter (--requeue).
if [ "$code" = 3 ] && [ "${SLURM_RESTART_COUNT:-0}" -lt 3 ]; then
    scontrol requeue "$SLURM_JOB_ID"
    # The task is ended from outside now.
    sleep 60
fi
exit "$code"
