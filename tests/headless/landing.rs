//! A buyer's way from Microsoft to thanks, in a browser as strangers have one.

use acceptance::browser::{Browser, LOOKS, Screen, Theme};
use acceptance::landing::{Settings, Shop};
use anyhow::Result;
use chrono::TimeDelta;
use fantoccini::key::Key;
use rstest::rstest;

const ENGLISH: &str = "en-GB,en";
const FRENCH: &str = "fr-FR,fr,en";
const WHO: &str = "Ines Moreau-Quayside";
const MAIL: &str = "ines.moreau@seahall.example";
const TYPED: &str = "harbour.office@seahall.example";
const WORDS: &str = include_str!("../../crates/relay/src/landing/words/en.ftl");

/// Nobody is kept out by the page, and it fits, in either light and on either screen.
async fn is_for_everybody(browser: &Browser, page: &str) -> Result<()> {
    for (theme, screen) in LOOKS {
        browser.look(theme, screen).await?;
        let violations = browser.axe().await?;
        assert!(violations.is_empty(), "{page}, {theme:?} on a {screen:?}:\n{}", violations.join("\n"));
        assert!(browser.fits().await?, "{page} is wider than a {screen:?}");
    }
    browser.look(Theme::Light, Screen::Desktop).await
}

/// Nothing that English pages say is said here, unless both languages say it alike.
async fn is_french(browser: &Browser, page: &str) -> Result<()> {
    assert_eq!(browser.run("return document.documentElement.lang").await?, "fr", "{page}");
    let text = browser.text().await?;
    let said = WORDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
    // Between the names that are put in.
    let parts = said.flat_map(|(_, said)| said.split(['{', '}'])).map(str::trim).filter(|part| part.len() > 5);
    for english in parts.filter(|part| !part.starts_with('$')) {
        assert!(!text.contains(english), "{page} says “{english}”:\n{text}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_buyer_is_thanked_at_once_where_everything_is_known() -> Result<()> {
    let mut shop = Shop::open(Settings::default()).await?;
    shop.signs_in(WHO, Some(MAIL)).await?;
    let address = shop.sells().await?;
    let browser = Browser::open(ENGLISH).await?;
    browser.goes_to(&address).await?;
    browser.reads("Thank you").await?;
    assert_eq!(browser.address().await?, format!("{}/thanks", shop.page), "no token stays in the address");
    let text = browser.text().await?;
    assert!(text.contains(MAIL) && text.contains("What you bought"), "{text}");
    is_for_everybody(&browser, "the thanks").await?;

    browser.goes_to(&address).await?;
    browser.reads("Thank you").await?;
    shop.leaves_no_trace()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_buyer_without_mail_is_asked_for_an_address() -> Result<()> {
    let mut shop = Shop::open(Settings { asks: true, ..Settings::default() }).await?;
    shop.signs_in(WHO, None).await?;
    shop.hides(TYPED);
    let address = shop.sells().await?;
    let browser = Browser::open(ENGLISH).await?;
    browser.goes_to(&address).await?;
    browser.reads("Welcome to Northquay").await?;
    is_for_everybody(&browser, "the form").await?;
    browser.fills("#contact", "harbour office").await?;
    browser.clicks("button").await?;
    browser.reads("Please look at these again").await?;
    assert!(browser.text().await?.contains("“What is your team called?” needs an answer."));
    is_for_everybody(&browser, "the form that is not whole").await?;
    browser.fills("#contact", TYPED).await?;
    browser.fills("#q-team", "Tidewater").await?;
    browser.clicks("button").await?;
    browser.reads("Thank you").await?;
    assert!(browser.text().await?.contains(TYPED));

    browser.goes_to(&format!("{}/form", shop.page)).await?;
    browser.reads("Thank you").await?;
    shop.leaves_no_trace()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_can_be_done_without_a_mouse() -> Result<()> {
    let mut shop = Shop::open(Settings { asks: true, ..Settings::default() }).await?;
    shop.signs_in(WHO, None).await?;
    shop.hides(TYPED);
    let address = shop.sells().await?;
    let browser = Browser::open(ENGLISH).await?;
    browser.goes_to(&address).await?;
    browser.reads("Welcome to Northquay").await?;
    browser.tabs_to("#contact").await?;
    browser.presses("harbour office").await?;
    browser.tabs_to("button").await?;
    browser.presses_key(Key::Enter).await?;

    browser.reads("Please look at these again").await?;
    browser.tabs_to("a[href='#contact']").await?;
    browser.presses_key(Key::Enter).await?;
    assert!(browser.is_on("#contact").await?, "the complaint leads to its field");
    browser.presses_key(Key::End).await?;
    for _ in "harbour office".chars() {
        browser.presses_key(Key::Backspace).await?;
    }
    browser.presses(TYPED).await?;
    browser.tabs_to("#q-team").await?;
    browser.presses("Tidewater").await?;
    browser.tabs_to("input[type=radio]").await?;
    browser.presses_key(Key::Down).await?;
    assert!(browser.is_on("input[value=many]:checked, input[value=few]:checked").await?, "arrows choose");
    browser.presses_key(Key::Enter).await?;

    browser.reads("Thank you").await?;
    browser.tabs_to("a.button").await?;
    browser.presses_key(Key::Enter).await?;
    browser.reads(shop.account_heading()).await?;
    shop.leaves_no_trace()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_french_browser_reads_french_throughout() -> Result<()> {
    let mut shop = Shop::open(Settings { asks: true, ..Settings::default() }).await?;
    shop.signs_in(WHO, None).await?;
    shop.hides(TYPED);
    let address = shop.sells().await?;
    let browser = Browser::open(FRENCH).await?;
    browser.goes_to(&shop.page).await?;
    browser.reads("Rien à configurer ici").await?;
    is_french(&browser, "the page without a token").await?;
    browser.goes_to(&address).await?;
    browser.reads("Bienvenue chez Northquay").await?;
    is_french(&browser, "the form").await?;
    is_for_everybody(&browser, "the French form").await?;
    browser.clicks("button").await?;
    browser.reads("Veuillez revoir ceci").await?;
    is_french(&browser, "the form that is not whole").await?;
    browser.fills("#contact", TYPED).await?;
    browser.fills("#q-team", "Quai des brumes").await?;
    browser.clicks("button").await?;
    browser.reads("Merci").await?;
    is_french(&browser, "the thanks").await?;
    is_for_everybody(&browser, "the French thanks").await?;
    shop.leaves_no_trace()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_older_than_a_day_is_explained_and_a_new_one_is_good() -> Result<()> {
    let hours = 25;
    let mut shop = Shop::open(Settings { behind: TimeDelta::hours(hours), ..Settings::default() }).await?;
    shop.signs_in(WHO, Some(MAIL)).await?;
    let sold = shop.sale().await?;
    let address = shop.address_for(&sold).await?;
    shop.waits(hours).await?;
    let browser = Browser::open(ENGLISH).await?;
    browser.goes_to(&address).await?;
    browser.reads("This link cannot be used any more").await?;
    assert!(browser.text().await?.contains("Configure account"), "it says how to open a new one");
    is_for_everybody(&browser, "the page of an old link").await?;

    let again = shop.address_for(&sold).await?;
    browser.goes_to(&again).await?;
    browser.reads("Thank you").await?;
    shop.leaves_no_trace()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_of_old_comes_to_the_publishers_page() -> Result<()> {
    let mut shop = Shop::open(Settings::default()).await?;
    shop.signs_in(WHO, Some(MAIL)).await?;
    let old = shop.old_customer().await?;
    let address = shop.address_for(&old).await?;
    let browser = Browser::open(ENGLISH).await?;
    browser.goes_to(&address).await?;
    browser.reads(shop.account_heading()).await?;
    assert_eq!(browser.address().await?, shop.account);
    Ok(())
}

#[rstest]
#[case::without_a_token("", "Nothing to set up here")]
#[case::cut_off("?token=a%00b", "This link is not whole")]
#[case::made_up("?token=bm90IGEgdG9rZW4%3D", "This link cannot be used any more")]
#[case::back_without_having_left("/signed-in?code=x&state=y", "Please begin once more")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_that_leads_nowhere_is_explained(#[case] link: &str, #[case] heading: &str) -> Result<()> {
    let mut shop = Shop::open(Settings::default()).await?;
    shop.signs_in(WHO, Some(MAIL)).await?;
    let browser = Browser::open(ENGLISH).await?;
    browser.goes_to(&format!("{}{link}", shop.page)).await?;
    browser.reads(heading).await?;
    is_for_everybody(&browser, heading).await
}
