//! What draws the window, and what is tried next where that fails (ADR 32).
//!
//! Promises: every way that the system has is tried before a person is told that there is none; what has worked is tried first
//! the next time; what ended the whole program is not tried again by this version.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use eframe::{egui_wgpu, wgpu};
use serde::{Deserialize, Serialize};

use crate::{file, machine::Renderer, owner_only};

/// One way to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Direct3D 12 by a graphics card.
    Dx12,
    /// Direct3D 12 by the processor (WARP, which every Windows has).
    Dx12Software,
    /// Vulkan by a graphics card.
    Vulkan,
    /// Vulkan by the processor.
    VulkanSoftware,
    /// Metal.
    Metal,
    /// OpenGL by a graphics card.
    Gl,
    /// OpenGL by the processor.
    GlSoftware,
}

/// The order in which ways are tried: cards first, and of the processor's ways the one that the system itself brings.
const WINDOWS: [Way; 6] =
    [Way::Dx12, Way::Dx12Software, Way::Vulkan, Way::Gl, Way::VulkanSoftware, Way::GlSoftware];
const MACOS: [Way; 1] = [Way::Metal];
const ELSEWHERE: [Way; 4] = [Way::Vulkan, Way::Gl, Way::VulkanSoftware, Way::GlSoftware];

impl Way {
    /// The ways of this system, in the order in which they are tried.
    pub const fn here() -> &'static [Self] {
        if cfg!(windows) {
            &WINDOWS
        } else if cfg!(target_os = "macos") {
            &MACOS
        } else {
            &ELSEWHERE
        }
    }

    /// True where the processor draws.
    const fn is_software(self) -> bool {
        matches!(self, Self::Dx12Software | Self::VulkanSoftware | Self::GlSoftware)
    }

    const fn backend(self) -> wgpu::Backend {
        match self {
            Self::Dx12 | Self::Dx12Software => wgpu::Backend::Dx12,
            Self::Vulkan | Self::VulkanSoftware => wgpu::Backend::Vulkan,
            Self::Metal => wgpu::Backend::Metal,
            Self::Gl | Self::GlSoftware => wgpu::Backend::Gl,
        }
    }

    /// True where an adapter draws in this way.
    const fn fits(self, backend: wgpu::Backend, kind: wgpu::DeviceType) -> bool {
        let software = matches!(kind, wgpu::DeviceType::Cpu);
        backend as u32 == self.backend() as u32 && software == self.is_software()
    }

    /// True where it is what was asked for.
    const fn is_wanted(self, wanted: Renderer) -> bool {
        match wanted {
            Renderer::Auto => true,
            Renderer::Dx12 => matches!(self, Self::Dx12 | Self::Dx12Software),
            Renderer::Vulkan => matches!(self, Self::Vulkan | Self::VulkanSoftware),
            Renderer::Metal => matches!(self, Self::Metal),
            Renderer::Gl => matches!(self, Self::Gl | Self::GlSoftware),
            Renderer::Software => self.is_software(),
        }
    }
}

/// The ways to try, in order, of those that a system has: what was asked for; the one that worked the last time first; those
/// that failed the last time at the end, because nothing else may be left.
pub fn order(wanted: Renderer, all: &[Way], known: &Known) -> Vec<Way> {
    let mut ways: Vec<Way> = all.iter().copied().filter(|way| way.is_wanted(wanted)).collect();
    ways.sort_by_key(|way| (known.failed.contains(way), known.works != Some(*way)));
    ways
}

/// What earlier starts have learnt.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Known {
    /// The version of the program that has learnt it; another version, as after a year, learns anew.
    version: String,
    /// The way in which the last window was drawn.
    pub works: Option<Way>,
    /// The ways that failed.
    pub failed: Vec<Way>,
    /// The way that was being tried; still there at the next start, it has ended the program.
    trying: Option<Way>,
}

/// The file in the folder that is private to the person: a data folder may be shared by computers that draw in other ways.
const FILE: &str = "renderer.toml";
const MAX_BYTES: u64 = 1 << 14;

/// What is known, with the file that keeps it. Without a file it is known for this start alone.
#[derive(Debug, Default)]
pub struct Memory {
    file: Option<PathBuf>,
    known: Known,
}

impl Memory {
    /// What is known of earlier starts; nothing where the person wants to begin `anew`. A file that cannot be used is as none: it
    /// only saves time.
    pub fn read(private: Option<&Path>, anew: bool) -> Self {
        let file = private.map(|folder| folder.join(FILE));
        let read = file.as_deref().filter(|_| !anew).and_then(|file| file::read_text(file, MAX_BYTES).ok());
        let mut known: Known = read.and_then(|text| toml::from_str(&text).ok()).unwrap_or_default();
        if known.version != env!("CARGO_PKG_VERSION") {
            known = Known { version: env!("CARGO_PKG_VERSION").to_owned(), ..Known::default() };
        }
        let mut memory = Self { file, known };
        if let Some(way) = memory.known.trying.take() {
            memory.failed(way);
        }
        memory
    }

    /// What is known.
    pub const fn known(&self) -> &Known {
        &self.known
    }

    fn trying(&mut self, way: Way) {
        self.known.trying = Some(way);
        self.write();
    }

    /// The way of this moment is none here, and did no harm.
    fn is_not_there(&mut self) {
        self.known.trying = None;
        self.write();
    }

    fn failed(&mut self, way: Way) {
        self.known.trying = None;
        self.known.works.take_if(|works| *works == way);
        if !self.known.failed.contains(&way) {
            self.known.failed.push(way);
        }
        self.write();
    }

    /// The window was drawn.
    fn works(&mut self, way: Way) {
        self.known.trying = None;
        self.known.works = Some(way);
        self.known.failed.retain(|failed| *failed != way);
        self.write();
    }

    fn write(&self) {
        if let (Some(file), Ok(text)) = (&self.file, toml::to_string(&self.known)) {
            // It only saves time at the next start.
            drop(owner_only::replace_file(file, text.as_bytes()));
        }
    }
}

/// The tries of one start. Shared by the choice of an adapter, which the library calls, and the window.
#[derive(Debug, Clone)]
pub struct Tries(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    memory: Memory,
    left: Vec<Way>,
    now: Option<Way>,
}

impl Tries {
    /// The ways that were asked for, in order.
    pub fn new(wanted: Renderer, memory: Memory) -> Self {
        let mut left = order(wanted, Way::here(), memory.known());
        left.reverse();
        Self(Arc::new(Mutex::new(State { memory, left, now: None })))
    }

    /// What is done with the state, which no panic can leave half done.
    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// True where something is left to try.
    pub fn is_any_left(&self) -> bool {
        self.with(|state| !state.left.is_empty())
    }

    /// The try of this moment has failed: it is noted, and the next one is begun with.
    pub fn failed(&self) {
        self.with(|state| {
            if let Some(way) = state.now.take() {
                state.left.retain(|left| *left != way);
                state.memory.failed(way);
            } else {
                // Not even an adapter was chosen: of what was looked for there is none.
                state.left.pop();
                state.memory.is_not_there();
            }
        });
    }

    /// The window was drawn.
    pub fn works(&self) {
        self.with(|state| {
            if let Some(way) = state.now {
                state.memory.works(way);
            }
        });
    }

    /// The options for the library: only the backend of the next try is begun, because beginning one can already end the
    /// program, and of its adapters the one that fits is taken.
    pub fn setup(&self) -> egui_wgpu::WgpuSetupCreateNew {
        let next = self.with(|state| state.left.last().copied());
        let mut setup = egui_wgpu::WgpuSetupCreateNew::without_display_handle();
        if let Some(way) = next {
            setup.instance_descriptor.backends = way.backend().into();
            self.with(|state| state.memory.trying(way));
        }
        let tries = self.clone();
        setup.native_adapter_selector =
            Some(Arc::new(move |adapters, surface| tries.choose(adapters, surface)));
        setup
    }

    fn choose(
        &self,
        adapters: &[wgpu::Adapter],
        surface: Option<&wgpu::Surface<'_>>,
    ) -> Result<wgpu::Adapter, String> {
        let usable =
            |adapter: &&wgpu::Adapter| surface.is_none_or(|surface| adapter.is_surface_supported(surface));
        let usable: Vec<&wgpu::Adapter> = adapters.iter().filter(usable).collect();
        let Some(way) = self.with(|state| state.left.last().copied()) else {
            return Err("nothing is left to try".to_owned());
        };
        let fits = |adapter: &&&wgpu::Adapter| {
            let about = adapter.get_info();
            way.fits(about.backend, about.device_type)
        };
        // A card of its own before one that is part of the processor.
        let best = usable
            .iter()
            .filter(fits)
            .min_by_key(|adapter| u8::from(adapter.get_info().device_type != wgpu::DeviceType::DiscreteGpu));
        let adapter = best.ok_or_else(|| format!("no adapter for {way:?}"))?;
        self.with(|state| state.now = Some(way));
        Ok((*adapter).clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(works: Option<Way>, failed: &[Way]) -> Known {
        Known { works, failed: failed.to_vec(), ..Known::default() }
    }

    #[test]
    fn cards_come_before_the_processor_and_what_windows_brings_before_what_it_may_not_have() {
        let fresh = Known::default();
        assert_eq!(order(Renderer::Auto, &WINDOWS, &fresh), WINDOWS);
        assert_eq!(WINDOWS[..4], [Way::Dx12, Way::Dx12Software, Way::Vulkan, Way::Gl]);
        assert_eq!(order(Renderer::Auto, &ELSEWHERE, &fresh)[..2], [Way::Vulkan, Way::Gl]);
    }

    #[test]
    fn what_was_asked_for_is_tried_and_nothing_else() {
        let fresh = Known::default();
        assert_eq!(order(Renderer::Dx12, &WINDOWS, &fresh), [Way::Dx12, Way::Dx12Software]);
        assert_eq!(order(Renderer::Gl, &ELSEWHERE, &fresh), [Way::Gl, Way::GlSoftware]);
        assert_eq!(
            order(Renderer::Software, &WINDOWS, &fresh),
            [Way::Dx12Software, Way::VulkanSoftware, Way::GlSoftware]
        );
        assert!(order(Renderer::Metal, &ELSEWHERE, &fresh).is_empty());
    }

    #[test]
    fn what_worked_comes_first_and_what_failed_last_but_is_not_given_up() {
        let known = known(Some(Way::Gl), &[Way::Dx12, Way::Dx12Software]);
        let ways = order(Renderer::Auto, &WINDOWS, &known);
        assert_eq!(ways[0], Way::Gl);
        assert_eq!(ways[4..], [Way::Dx12, Way::Dx12Software]);
        assert_eq!(ways.len(), WINDOWS.len());
    }

    #[test]
    fn what_ended_the_program_is_known_at_the_next_start() {
        let temp = tempfile::tempdir().unwrap();
        let mut memory = Memory::read(Some(temp.path()), false);
        memory.trying(Way::Vulkan);
        drop(memory);
        let mut memory = Memory::read(Some(temp.path()), false);
        assert_eq!(memory.known().failed, [Way::Vulkan]);
        memory.trying(Way::Gl);
        memory.works(Way::Gl);
        let memory = Memory::read(Some(temp.path()), false);
        assert_eq!((memory.known().works, &memory.known().failed[..]), (Some(Way::Gl), &[Way::Vulkan][..]));
        // A new version may do better.
        let text = file::read_text(&temp.path().join(FILE), MAX_BYTES).unwrap();
        let older = text.replace(env!("CARGO_PKG_VERSION"), "0.0.1");
        owner_only::replace_file(&temp.path().join(FILE), older.as_bytes()).unwrap();
        assert_eq!(Memory::read(Some(temp.path()), false).known().works, None);
        assert_eq!(Memory::read(Some(temp.path()), true).known().works, None);
        owner_only::replace_file(&temp.path().join(FILE), b"works = 3").unwrap();
        assert_eq!(Memory::read(Some(temp.path()), false).known().works, None);
    }

    #[test]
    fn a_failed_try_is_not_repeated_and_the_rest_is_still_to_come() {
        let tries = Tries::new(Renderer::Auto, Memory::default());
        let mut seen = 0;
        while tries.is_any_left() {
            drop(tries.setup());
            tries.failed();
            seen += 1;
        }
        assert_eq!(seen, Way::here().len());
    }
}
