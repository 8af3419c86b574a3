//! Time zones that are offered. Any other that somebody chose through the API is shown by its name.

use crate::web::parts::Choice;
use crate::web::words::Words;

/// The IANA name with what people call it.
const ZONES: [(&str, &str, &str); 22] = [
    ("Europe/Kaliningrad", "Калининград", "Kaliningrad"),
    ("Europe/Moscow", "Москва", "Moscow"),
    ("Europe/Samara", "Самара", "Samara"),
    ("Asia/Yekaterinburg", "Екатеринбург", "Yekaterinburg"),
    ("Asia/Omsk", "Омск", "Omsk"),
    ("Asia/Novosibirsk", "Новосибирск", "Novosibirsk"),
    ("Asia/Krasnoyarsk", "Красноярск", "Krasnoyarsk"),
    ("Asia/Irkutsk", "Иркутск", "Irkutsk"),
    ("Asia/Yakutsk", "Якутск", "Yakutsk"),
    ("Asia/Vladivostok", "Владивосток", "Vladivostok"),
    ("Asia/Magadan", "Магадан", "Magadan"),
    ("Asia/Kamchatka", "Камчатка", "Kamchatka"),
    ("Europe/Minsk", "Минск", "Minsk"),
    ("Asia/Yerevan", "Ереван", "Yerevan"),
    ("Asia/Tbilisi", "Тбилиси", "Tbilisi"),
    ("Asia/Almaty", "Алматы", "Almaty"),
    ("Asia/Tashkent", "Ташкент", "Tashkent"),
    ("Asia/Bishkek", "Бишкек", "Bishkek"),
    ("Europe/Istanbul", "Стамбул", "Istanbul"),
    ("Asia/Shanghai", "Шанхай", "Shanghai"),
    ("Europe/Berlin", "Берлин", "Berlin"),
    ("UTC", "UTC", "UTC"),
];

fn name(w: &Words, russian: &'static str, english: &'static str) -> &'static str {
    match w.lang {
        domain::Lang::Ru => russian,
        domain::Lang::En => english,
    }
}

/// What a zone is called.
pub fn label(w: &Words, zone: &str) -> String {
    let known = ZONES.iter().find(|(iana, ..)| *iana == zone);
    known.map_or_else(|| zone.to_owned(), |(_, russian, english)| name(w, russian, english).to_owned())
}

/// The zones to choose from; one that is not offered stands first where it is chosen already.
pub fn choices(w: &Words, chosen: &str) -> Vec<Choice> {
    let other = ZONES.iter().all(|(iana, ..)| *iana != chosen).then(|| Choice::new(chosen, chosen, true));
    let known =
        ZONES.iter().map(|(iana, russian, english)| Choice::new(*iana, name(w, russian, english), *iana == chosen));
    other.into_iter().chain(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::words::RU;

    #[test]
    fn every_zone_that_is_offered_exists_and_one_of_somebodys_own_is_kept() {
        for (iana, ..) in ZONES {
            let settings = domain::notices::Settings { zone: iana.to_owned(), ..Default::default() };
            assert!(settings.check().is_ok(), "{iana}");
        }
        let own = choices(&RU, "Pacific/Auckland");
        assert_eq!(
            own.iter().filter(|choice| choice.on).map(|choice| choice.value.as_str()).collect::<Vec<_>>(),
            ["Pacific/Auckland"]
        );
    }
}
