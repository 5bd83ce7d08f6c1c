//! Front matter of an item, the addresses of its page and card, and HTML. It must not know how the text was made.

use sparky_schema::content::Item;
use sparky_schema::page::{FrontMatter, Profile};
use sparky_schema::window::Window;

use crate::generate::Config;
use crate::words::options;

/// YAML front matter in which no title can break anything, as every text is quoted; empty for mdBook.
pub fn front_matter(item: &Item, window: &Window, config: &Config) -> String {
    front_matter_for(config.front_matter, item, window, config)
}

/// The same for another site generator than the one of the site.
pub(crate) fn front_matter_for(profile: Profile, item: &Item, window: &Window, config: &Config) -> String {
    // A post has no page of its own.
    let canonical = canonical(profile, config, &item.id).filter(|_| item.platform.is_none());
    let picture = picture(profile, item, config);
    let front = FrontMatter {
        title: &item.title,
        description: &item.description,
        date: Some(window.last_date()),
        tags: &item.tags,
        author: config.author.as_deref(),
        canonical: canonical.as_deref(),
        picture: picture.as_deref(),
        language: config.style.language,
    };
    front.print(profile)
}

/// Docusaurus takes a picture that lies beside the text; the others want its address.
fn picture(profile: Profile, item: &Item, config: &Config) -> Option<String> {
    let file = item.card.as_ref()?.file.rsplit('/').next()?;
    let is_beside = profile == Profile::Docusaurus && item.platform.is_none();
    if is_beside { Some(format!("./{file}")) } else { card_address(config, item) }
}

/// The address of an item's page on the site, as its generator forms it; none without a site.
pub(crate) fn canonical(profile: Profile, config: &Config, id: &str) -> Option<String> {
    let site = config.site_url.as_ref()?.trim_end_matches('/');
    Some(format!("{site}/{}", profile.page(id)))
}

/// The address of an item's card on the site; none without a site.
pub(crate) fn card_address(config: &Config, item: &Item) -> Option<String> {
    let site = config.site_url.as_ref()?.trim_end_matches('/');
    Some(format!("{site}/{}", item.card.as_ref()?.file))
}

/// The text as a clean fragment of HTML: no raw HTML, no scripts, no images.
pub(crate) fn fragment(markdown: &str) -> String {
    let html = comrak::markdown_to_html(markdown, &options());
    ammonia::Builder::default().rm_tags(["img"]).clean(&html).to_string()
}
