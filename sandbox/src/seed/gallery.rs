//! The pictures of a world: drawn once, kept as files below the folder of uploads.

use std::path::Path;
use std::{fs, io};

use super::art::{self, Scene};

/// Folder of the pictures, below that of uploads.
const FOLDER: &str = "demo";
/// The address under which uploads are served.
const SERVED: &str = "/uploads";
/// Pictures of each scene.
const VARIANTS: u8 = 3;
/// Agents of the demo world.
const AGENTS: usize = 60;
/// The agent whose avatar's address leads nowhere, as it happens to real ones.
const BROKEN: usize = 31;

/// A picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Picture {
    scene: Scene,
    variant: u8,
}

impl Picture {
    fn all() -> impl Iterator<Item = Self> {
        Scene::ALL.into_iter().flat_map(|scene| (0..VARIANTS).map(move |variant| Self { scene, variant }))
    }

    /// Width and height in pixels.
    pub fn extent(self) -> (u32, u32) {
        art::extent(self.scene, self.variant)
    }

    /// Its file, relative to the folder of uploads.
    pub fn path(self) -> String {
        let ending = if self.scene.is_flat() { "png" } else { "jpg" };
        format!("{FOLDER}/{}-{}.{ending}", self.scene.name(), self.variant + 1)
    }

    /// The address under which it is served.
    pub fn address(self) -> String {
        format!("{SERVED}/{}", self.path())
    }

    /// Its media type.
    pub const fn content_type(self) -> &'static str {
        if self.scene.is_flat() { "image/png" } else { "image/jpeg" }
    }
}

/// The pictures of some scenes.
pub fn of(scenes: &[Scene]) -> Vec<Picture> {
    Picture::all().filter(|picture| scenes.contains(&picture.scene)).collect()
}

/// The address of an agent's avatar: three in four have one, and one of those is broken.
pub fn avatar(agent: usize) -> Option<String> {
    match agent {
        BROKEN => Some(format!("{SERVED}/{FOLDER}/avatars/missing.png")),
        _ if has_avatar(agent) => Some(format!("{SERVED}/{}", avatar_path(agent))),
        _ => None,
    }
}

const fn has_avatar(agent: usize) -> bool {
    agent % 4 != 3
}

fn avatar_path(agent: usize) -> String {
    format!("{FOLDER}/avatars/{agent:02}.png")
}

/// The sizes of the pictures' files.
#[derive(Clone, Debug, Default)]
pub struct Files(Vec<(Picture, i64)>);

impl Files {
    /// Draws what is missing below `uploads`, on two threads.
    ///
    /// # Errors
    /// When the disk or an encoder refuses.
    pub fn ensure(uploads: &Path) -> io::Result<Self> {
        fs::create_dir_all(uploads.join(FOLDER).join("avatars"))?;
        let pictures: Vec<Picture> = Picture::all().collect();
        let (one, other) = pictures.split_at(pictures.len() * 5 / 9);
        let (one, other) = std::thread::scope(|scope| {
            let rest = scope.spawn(|| avatars(uploads).and_then(|()| sizes(uploads, other)));
            let one = sizes(uploads, one);
            (one, rest.join().unwrap_or_else(|_| Err(io::Error::other("drawing panicked"))))
        });
        Ok(Self([one?, other?].concat()))
    }

    /// The size of a picture's file in bytes.
    pub fn size(&self, picture: Picture) -> i64 {
        self.0.iter().find(|(known, _)| *known == picture).map_or(0, |(_, size)| *size)
    }
}

fn sizes(uploads: &Path, pictures: &[Picture]) -> io::Result<Vec<(Picture, i64)>> {
    pictures
        .iter()
        .map(|&picture| Ok((picture, ensure(&uploads.join(picture.path()), || art::draw(picture.scene, picture.variant))?)))
        .collect()
}

fn avatars(uploads: &Path) -> io::Result<()> {
    (0..AGENTS).filter(|&agent| has_avatar(agent)).try_for_each(|agent| {
        ensure(&uploads.join(avatar_path(agent)), || art::avatar(agent))?;
        Ok(())
    })
}

/// Makes the file when it is missing; never leaves half of one, even when two do it at once. Returns its size.
pub fn ensure(path: &Path, draw: impl FnOnce() -> io::Result<Vec<u8>>) -> io::Result<i64> {
    if let Ok(there) = fs::metadata(path) {
        return i64::try_from(there.len()).map_err(io::Error::other);
    }
    let bytes = draw()?;
    let unfinished = path.with_extension(format!("{}-{:?}", std::process::id(), std::thread::current().id()));
    fs::write(&unfinished, &bytes)?;
    fs::rename(&unfinished, path)?;
    i64::try_from(bytes.len()).map_err(io::Error::other)
}
