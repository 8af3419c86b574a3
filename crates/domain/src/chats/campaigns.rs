//! Campaigns: near-identical messages to many people, found by the similarity of their simhashes.

use std::collections::HashMap;

use crate::fraud::traces::distance;

/// In how many of 64 bits near-identical texts differ at most. Texts that have nothing to do with each other differ in 32 on average,
/// and hardly ever in fewer than 16; another name or number in a text of two lines changes up to 12.
pub const NEAR: u32 = 10;
/// Characters under which a text says too little to be compared.
pub const LONG_ENOUGH: usize = 25;

/// Groups of near-identical texts, by their place in the input, each with at least two; the largest first.
///
/// Texts are near-identical through others too: a chain of small changes is one campaign. Every text is compared with every
/// other, which for 20,000 of them is a fifth of a second.
pub fn groups(simhashes: &[u64]) -> Vec<Vec<usize>> {
    let mut roots: Vec<usize> = (0..simhashes.len()).collect();
    for (at, hash) in simhashes.iter().enumerate() {
        for (other, earlier) in simhashes.iter().enumerate().take(at) {
            if distance(*hash, *earlier) <= NEAR {
                let (one, two) = (root(&mut roots, at), root(&mut roots, other));
                roots[one.max(two)] = one.min(two);
            }
        }
    }
    let mut groups: HashMap<usize, Vec<usize>> = HashMap::new();
    for at in 0..simhashes.len() {
        groups.entry(root(&mut roots, at)).or_default().push(at);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().filter(|group| group.len() > 1).collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.first().copied()));
    groups
}

/// The texts that are near-identical to one of them, itself among them, also through others; by their place in the input.
pub fn group_of(simhashes: &[u64], sample: usize) -> Vec<usize> {
    let mut rest: Vec<usize> = (0..simhashes.len()).filter(|at| *at != sample).collect();
    let (mut group, mut next) = (vec![sample], 0);
    while let Some(hash) = group.get(next).and_then(|at| simhashes.get(*at)).copied() {
        let near = |at: &usize| simhashes.get(*at).is_some_and(|other| distance(hash, *other) <= NEAR);
        let (found, others): (Vec<usize>, Vec<usize>) = rest.into_iter().partition(near);
        group.extend(found);
        (rest, next) = (others, next + 1);
    }
    group
}

fn root(roots: &mut [usize], mut at: usize) -> usize {
    while roots[at] != at {
        roots[at] = roots[roots[at]];
        at = roots[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fraud::traces::simhash;

    #[test]
    fn near_identical_texts_are_one_campaign_also_through_others_and_strangers_are_none() {
        let first = 0x1234_5678_9abc_def0_u64;
        let next = first ^ 0b11_1111_1111;
        let chained = next ^ (0b11_1111_1111 << 20);
        let stranger = !first;
        assert_eq!(groups(&[first, stranger, next, chained]), [vec![0, 2, 3]]);
        assert_eq!(group_of(&[first, stranger, next, chained], 3), [3, 2, 0]);
        assert_eq!(group_of(&[first, stranger, next, chained], 1), [1]);
        assert!(groups(&[first, stranger]).is_empty());
    }

    #[test]
    fn the_same_fraud_told_to_different_shops_is_one_campaign_and_honest_questions_are_none() {
        let fraud = |shop: &str| {
            simhash(&format!(
                "Здравствуйте! Это служба безопасности Озон. По вашему магазину {shop} остановлена выплата, подтвердите \
                 данные по ссылке ozon-vyplaty-seller.ru сегодня до конца дня"
            ))
        };
        let honest = [
            "Здравствуйте! Подскажите, пожалуйста, есть ли у вас такой же плед синего цвета?",
            "Здравствуйте! Подскажите, пожалуйста, когда отправите заказ, уже третий день жду",
            "Добрый день, молния на куртке разошлась, можно ли вернуть деньги?",
        ];
        let mut all = vec![fraud("«Лён и Липа»"), fraud("«Сигнал»"), fraud("«Дом с мезонином»")];
        all.extend(honest.map(simhash));
        assert_eq!(groups(&all), [vec![0, 1, 2]]);
    }
}
