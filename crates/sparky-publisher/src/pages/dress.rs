//! An item as a place wants its page: the text that was made for its site generator, with links to pictures that hold there.
//! It must not know what stands on the page.

use std::borrow::Cow;

use super::Layout;
use crate::config::{Pages, Site};
use crate::error::{Error, Unfit};
use crate::post::Post;

impl Pages {
    /// The item in the text that was made for the place's site generator, with links to its pictures that hold there.
    ///
    /// # Errors
    /// When no such text was made.
    pub(crate) fn dress<'p>(&self, post: Post<'p>, folder: &str, site: &Site) -> Result<Post<'p>, Error> {
        let layout = Layout { profile: self.profile, folder, site };
        let own = post.texts.iter().find(|(profile, _)| *profile == self.profile).map(|(_, bytes)| *bytes);
        if own.is_none() && self.profile != site.profile {
            return Err(Error::Unfit(Unfit::NotRendered(post.item.id.clone())));
        }
        let mut dressed = post.clone();
        let pictures: Vec<String> = post.own_files().map(|file| file.name.clone()).collect();
        if let Some(file) = dressed.files.first_mut() {
            let text = String::from_utf8_lossy(own.unwrap_or(&file.bytes)).into_owned();
            file.bytes = Cow::Owned(layout.repoint(&text, &post.item.id, &pictures).into_bytes());
            file.name = layout.page_name(&post.item.id);
        }
        Ok(dressed)
    }
}
