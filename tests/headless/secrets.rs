//! Nothing of the customers, and nothing secret, can be read from the files.

use acceptance::traces::{files_below, no_file_shows};

use crate::world::World;

#[tokio::test]
async fn no_file_of_the_store_holds_a_readable_name_address_or_secret() {
    let world = World::of_size(300).await;
    world.sweep().await.unwrap();
    let record = world.control().subscriptions(0, 1).pop().unwrap();
    world.control().rename(record["id"].as_str().unwrap(), "Name Of A Changed Customer").unwrap();
    world.sweep().await.unwrap();

    let mut hidden: Vec<String> = world.control().personal().into_iter().filter(|text| text.len() >= 6).collect();
    hidden.extend([world.running.app().secret.clone(), "Name Of A Changed Customer".to_owned()]);
    let files = files_below(world.folder.path()).unwrap();
    assert!(files.iter().any(|file| file.ends_with("cache.db")), "there is something to search: {files:?}");
    no_file_shows(&files, &hidden).unwrap();
}
