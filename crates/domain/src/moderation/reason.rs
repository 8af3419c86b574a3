//! Why something may not become public: a taxonomy with words for the author.
//!
//! Each reason stands in one table below: its stable code, the group, how much harm it does, what it can be about, whether
//! a check can see it, its name on the desk, what is wrong, and what the author can do.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::Subject;
use crate::Lang;
use crate::fraud::Label;
use crate::people::named;

named! {
    /// What kind of reason it is; counts and the transparency page go by it.
    Group {
        /// A way to talk past the marketplace.
        Contacts = "contacts",
        /// An address on another site.
        Links = "links",
        /// Swearing, insults, threats, what shocks.
        Abuse = "abuse",
        /// Data about a person.
        PersonalData = "personal_data",
        /// Not about this product.
        OffTopic = "off_topic",
        /// Not so.
        Untrue = "untrue",
        /// Somebody else's offer.
        Advertisement = "advertisement",
        /// Money or secrets taken past the marketplace.
        Fraud = "fraud",
        /// What the law forbids.
        Unlawful = "unlawful",
        /// The same once more.
        Duplicate = "duplicate",
        /// Cannot well be read or seen.
        Quality = "quality",
        /// What no other group holds.
        Other = "other",
    }
}

named! {
    /// How much harm it does if it becomes public; the desk's queue goes by it. Ordered from the least.
    Severity {
        /// Worth a look; harms nobody.
        Note = "note",
        /// Makes the page worse.
        Low = "low",
        /// Harms somebody.
        High = "high",
        /// Harms somebody at once or for good.
        Critical = "critical",
    }
}

impl Ord for Severity {
    fn cmp(&self, other: &Self) -> Ordering {
        (*self as u8).cmp(&(*other as u8))
    }
}

impl PartialOrd for Severity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

use Subject::{Answer, Comment, FraudReport, Friction, Media, Message, Question, Report, Review, Switch};

const PUBLIC: &[Subject] = &[Question, Answer, Review, Comment, Message];
const TEXTS: &[Subject] = &[Question, Answer, Review, Comment, Report, Message];
const PAGES: &[Subject] = &[Question, Answer, Review, Comment];
const PAGES_AND_REPORTS: &[Subject] = &[Question, Answer, Review, Comment, Report];
const CHATS: &[Subject] = &[Message];
const MEASURES: &[Subject] = &[Friction, Switch];
const ALL: &[Subject] = Subject::ALL;
const SHOWN: &[Subject] = &[Question, Answer, Review, Comment, Media];
const REPLIES: &[Subject] = &[Answer, Comment];
const MEDIA: &[Subject] = &[Media];
const REPORT: &[Subject] = &[Report];
const REPORTS: &[Subject] = &[Report, FraudReport];

macro_rules! by {
    (check) => {
        true
    };
    (person) => {
        false
    };
}

macro_rules! reasons {
    ($($variant:ident $code:literal $group:ident $severity:ident $fits:expr, $by:ident
        $name_ru:literal $name_en:literal $ru:literal $en:literal $fix_ru:literal $fix_en:literal;)*) => {
        /// The stable name of a reason; it never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Reason {
            $(#[doc = $en] #[serde(rename = $code)] $variant,)*
        }

        impl Reason {
            /// Every reason, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in storage, in the API and in receipts: lower case with underscores.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// What kind of reason it is.
            pub fn group(self) -> Group {
                match self { $(Self::$variant => Group::$group,)* }
            }

            /// How much harm it does.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// What it can be about.
            pub fn subjects(self) -> &'static [Subject] {
                match self { $(Self::$variant => $fits,)* }
            }

            /// Whether a check can see it; the others are given by people only.
            pub fn is_checked(self) -> bool {
                match self { $(Self::$variant => by!($by),)* }
            }

            /// The name on buttons and in charts.
            pub fn name(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Ru) => $name_ru, (Self::$variant, Lang::En) => $name_en,)*
                }
            }

            /// What is wrong, as the author reads it.
            pub fn words(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Ru) => $ru, (Self::$variant, Lang::En) => $en,)*
                }
            }

            /// What the author can do.
            pub fn fix(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Ru) => $fix_ru, (Self::$variant, Lang::En) => $fix_en,)*
                }
            }
        }
    };
}

reasons! {
    // Contacts
    Phone "phone" Contacts High PUBLIC, check "Телефон" "Phone"
        "В тексте номер телефона." "The text has a phone number."
        "Уберите номер: о заказе пишут в чате." "Remove the number: an order is talked about in the chat.";
    Email "email" Contacts High PUBLIC, check "Почта" "E-mail"
        "В тексте адрес электронной почты." "The text has an e-mail address."
        "Уберите адрес: о заказе пишут в чате." "Remove the address: an order is talked about in the chat.";
    Messenger "messenger" Contacts High PUBLIC, check "Мессенджер" "Messenger"
        "Приглашение перейти в мессенджер или соцсеть." "An invitation to a messenger or a social network."
        "Уберите приглашение и ответьте здесь." "Remove the invitation and answer here.";
    Handle "handle" Contacts High PUBLIC, check "Ник в соцсети" "Handle"
        "В тексте имя в мессенджере или соцсети." "The text has somebody's name in a messenger or a social network."
        "Уберите имя: оно ведёт за пределы маркетплейса." "Remove the name: it leads off the marketplace.";
    PictureContacts "picture_contacts" Contacts High MEDIA, person "Контакты на снимке" "Contacts in the picture"
        "На снимке телефон, адрес сайта или QR-код." "The picture shows a phone number, a site or a QR code."
        "Закройте контакты или снимите иначе." "Cover the contacts or take another picture.";

    // Links
    Link "link" Links High PUBLIC, check "Ссылка" "Link"
        "В тексте ссылка на другой сайт." "The text has a link to another site."
        "Уберите ссылку и напишите главное словами." "Remove the link and say the main thing in words.";
    LinkDisguised "link_disguised" Links Critical PUBLIC, check "Скрытая ссылка" "Disguised link"
        "Ссылка скрывает, куда ведёт: сокращена или похожа на чужой адрес." "The link hides where it leads: it is shortened or looks like another address."
        "Уберите ссылку." "Remove the link.";

    // Abuse
    Profanity "profanity" Abuse High TEXTS, check "Брань" "Profanity"
        "В тексте бранное слово." "The text has a swear word."
        "Скажите то же без брани." "Say the same without swearing.";
    Insult "insult" Abuse High TEXTS, check "Оскорбление" "Insult"
        "Текст оскорбляет человека." "The text insults a person."
        "Напишите, что не так с товаром, а не с людьми." "Write what is wrong with the product, not with people.";
    Threat "threat" Abuse Critical TEXTS, person "Угроза" "Threat"
        "Текст угрожает человеку." "The text threatens a person."
        "Уберите угрозу. Спор о заказе решает поддержка." "Remove the threat. Support settles quarrels about an order.";
    Hate "hate" Abuse Critical TEXTS, person "Вражда" "Hate"
        "Текст унижает людей за происхождение, веру, пол или здоровье." "The text degrades people for origin, faith, sex or health."
        "Напишите только о товаре." "Write about the product alone.";
    PictureShocking "picture_shocking" Abuse High MEDIA, person "Шокирующий снимок" "Shocking picture"
        "На снимке то, что пугает или непристойно." "The picture is frightening or indecent."
        "Приложите снимок самого товара." "Attach a picture of the product itself.";

    // Personal data
    CardNumber "card_number" PersonalData Critical TEXTS, check "Номер карты" "Card number"
        "В тексте номер банковской карты." "The text has a bank card number."
        "Уберите номер: с ним можно украсть деньги." "Remove the number: money can be stolen with it.";
    Passport "passport" PersonalData Critical TEXTS, check "Паспорт" "Passport"
        "В тексте данные паспорта." "The text has passport data."
        "Уберите данные документа: их увидят все." "Remove the document's data: everybody would see them.";
    Snils "snils" PersonalData Critical TEXTS, check "СНИЛС" "SNILS"
        "В тексте номер СНИЛС." "The text has a SNILS number."
        "Уберите номер: его увидят все." "Remove the number: everybody would see it.";
    Inn "inn" PersonalData High TEXTS, check "ИНН человека" "Person's INN"
        "В тексте ИНН человека." "The text has a person's INN."
        "Уберите номер: его увидят все." "Remove the number: everybody would see it.";
    HomeAddress "home_address" PersonalData High PAGES, check "Домашний адрес" "Home address"
        "В тексте адрес с номером квартиры." "The text has an address with the number of a flat."
        "Уберите адрес: его увидят все." "Remove the address: everybody would see it.";
    OrderNumber "order_number" PersonalData Note PAGES, check "Номер заказа" "Order number"
        "В тексте номер заказа." "The text has the number of an order."
        "Уберите номер: для вопросов о заказе есть чат." "Remove the number: questions about an order go to the chat.";
    PersonNamed "person_named" PersonalData High TEXTS, person "Данные другого человека" "Another person's data"
        "Названы имя, место работы или жизнь другого человека." "Another person's name, work or life is told."
        "Уберите сведения о человеке." "Remove what is about the person.";
    PicturePerson "picture_person" PersonalData High MEDIA, person "Человек на снимке" "Person in the picture"
        "На снимке чужое лицо, документ или адрес." "The picture shows somebody's face, a document or an address."
        "Закройте лицо и данные или снимите иначе." "Cover the face and the data or take another picture.";

    // Off topic
    OffTopic "off_topic" OffTopic Low PAGES_AND_REPORTS, person "Не о товаре" "Not about the product"
        "Текст не об этом товаре." "The text is not about this product."
        "Напишите о самом товаре." "Write about the product itself.";
    AboutDelivery "about_delivery" OffTopic Low &[Question, Review], person "О доставке" "About delivery"
        "Текст о доставке или пункте выдачи, а не о товаре." "The text is about delivery or a pickup point, not the product."
        "О доставке напишите в поддержку, здесь — о товаре." "Write to support about delivery, and here about the product.";
    NotAnAnswer "not_an_answer" OffTopic Low REPLIES, person "Не ответ" "Not an answer"
        "Текст не отвечает на то, что спросили." "The text does not answer what was asked."
        "Ответьте на вопрос по существу." "Answer the question itself.";
    PictureOther "picture_other" OffTopic Low MEDIA, person "Не тот товар" "Another product"
        "На снимке не этот товар." "The picture is not of this product."
        "Приложите снимок товара, который получили." "Attach a picture of the product that you got.";

    // Untrue
    Untrue "untrue" Untrue High PAGES, person "Неправда" "Untrue"
        "Сказанное расходится с описанием или с фактами." "What is said does not agree with the description or the facts."
        "Проверьте по описанию и исправьте." "Check it against the description and correct it.";
    MedicalClaim "medical_claim" Untrue High PAGES, person "Обещание лечения" "Medical claim"
        "Обещано лечение или польза для здоровья без доказательств." "Healing or a benefit for health is promised without proof."
        "Уберите обещание: лечить могут только лекарства." "Remove the promise: only medicines heal.";
    ConflictOfInterest "conflict_of_interest" Untrue High &[Question, Answer, Review, Comment, Media], person "Своя выгода" "Conflict of interest"
        "Похоже, автор связан с магазином или его соперником." "The author seems to belong to the shop or its competitor."
        "Пишут только те, кто купил для себя." "Only those who bought it for themselves write.";
    NotOwnExperience "not_own_experience" Untrue Low &[Review, Media], person "Не свой опыт" "Not own experience"
        "Автор товаром не пользовался, или отзыв взят чужой." "The author did not use the product, or the review is somebody else's."
        "Напишите о своём опыте." "Write about your own experience.";

    // Advertisement
    Advertisement "advertisement" Advertisement Low SHOWN, person "Реклама" "Advertisement"
        "Текст хвалит другой товар, магазин или услугу." "It advertises another product, shop or service."
        "Оставьте только то, что об этом товаре." "Keep only what is about this product.";
    PriceElsewhere "price_elsewhere" Advertisement Low PAGES, check "Цена в другом месте" "Price elsewhere"
        "Сравнение с ценой в другом магазине." "A comparison with the price in another shop."
        "Уберите название и цену другого магазина." "Remove the other shop's name and price.";

    // Fraud
    CancelOrder "cancel_order" Fraud High PUBLIC, check "Просьба отменить заказ" "Request to cancel"
        "Просьба отменить заказ." "A request to cancel the order."
        "Уберите просьбу: заказ исполняют или отменяют сами." "Remove the request: fulfil the order or cancel it yourself.";
    DirectDeal "direct_deal" Fraud High PUBLIC, check "Сделка напрямую" "Direct deal"
        "Предложение купить мимо маркетплейса." "An offer to buy past the marketplace."
        "Уберите предложение: защита покупки действует только здесь." "Remove the offer: purchases are protected only here.";
    OutsidePayment "outside_payment" Fraud Critical PUBLIC, check "Оплата мимо" "Outside payment"
        "Просьба заплатить мимо маркетплейса." "A request to pay past the marketplace."
        "Уберите просьбу: платят только при заказе." "Remove the request: one pays with the order only.";
    ReviewBribe "review_bribe" Fraud Critical PUBLIC, check "Плата за отзыв" "Money for a review"
        "Деньги или подарок за отзыв либо угроза отзывом." "Money or a gift for a review, or a threat with one."
        "Уберите предложение: за отзывы не платят." "Remove the offer: reviews are not paid for.";
    CodeRequest "code_request" Fraud Critical PUBLIC, check "Выманивает код" "Asks for a code"
        "Просьба назвать код, пароль или данные карты." "A request for a code, a password or card data."
        "Уберите просьбу: этого не спрашивают никогда." "Remove the request: nobody may ever ask for that.";

    CardRequest "card_request" Fraud Critical CHATS, check "Выманивает карту" "Asks for a card"
        "Просьба назвать номер карты, срок или код с оборота." "A request for a card number, its date or the code on its back."
        "Уберите просьбу: карту не спрашивают никогда." "Remove the request: nobody may ever ask for a card.";
    DocumentRequest "document_request" Fraud Critical CHATS, check "Выманивает документы" "Asks for documents"
        "Просьба прислать документы или личные данные." "A request for documents or personal data."
        "Уберите просьбу: документы видит только поддержка." "Remove the request: only support may see documents.";
    FakeFee "fake_fee" Fraud Critical CHATS, check "Мнимый сбор" "Made-up fee"
        "Просьба доплатить за доставку, хранение или таможню." "A request to pay for delivery, storage or customs."
        "Уберите просьбу: всё оплачено в заказе." "Remove the request: the order pays for everything.";
    InstallApp "install_app" Fraud Critical CHATS, check "Просит программу" "Asks to install an app"
        "Просьба поставить программу или показать экран." "A request to install a program or to share the screen."
        "Уберите просьбу: так крадут деньги." "Remove the request: money is stolen so.";
    AccountTakeover "account_takeover" Fraud Critical CHATS, check "Захват аккаунта" "Account takeover"
        "Просьба дать доступ к аккаунту или изменить его данные." "A request for access to the account or to change its data."
        "Уберите просьбу: доступ не передают." "Remove the request: access is never passed on.";
    PretendsSupport "pretends_support" Fraud Critical CHATS, check "Выдаёт себя за поддержку" "Pretends to be support"
        "Автор выдаёт себя за поддержку, маркетплейс или банк." "The author pretends to be support, the marketplace or a bank."
        "Пишите от своего имени." "Write in your own name.";

    // Measures
    StrikesStand "strikes_stand" Other Low MEASURES, person "Нарушения подтвердились" "The breaches stand"
        "Нарушения, из-за которых введено ограничение, были." "The breaches for which the measure was taken did happen."
        "Дождитесь окончания: ограничение снимется само." "Wait for the end: the measure ends by itself.";
    DangerStands "danger_stands" Other Low MEASURES, person "Опасность не прошла" "The danger is not over"
        "Причина, по которой чаты отключены, ещё есть." "The reason for which chats were switched off is still there."
        "Дождитесь окончания: о нём сказано в чате." "Wait for the end: it is told in the chat.";

    // Unlawful
    UnlawfulGoods "unlawful_goods" Unlawful Critical SHOWN, person "Запрещённый товар" "Unlawful goods"
        "Речь о товаре, который продавать нельзя." "It is about goods that must not be sold."
        "Удалите это." "Delete it.";
    UnlawfulContent "unlawful_content" Unlawful Critical ALL, person "Запрещено законом" "Against the law"
        "Содержание нарушает закон." "The content breaks the law."
        "Удалите это." "Delete it.";
    Copyright "copyright" Unlawful High SHOWN, person "Чужие права" "Somebody's rights"
        "Текст или снимок взят без разрешения автора." "The text or picture was taken without its author's leave."
        "Напишите сами, снимите сами." "Write it yourself, take the picture yourself.";

    // Duplicate
    Duplicate "duplicate" Duplicate Low ALL, check "Повтор" "Duplicate"
        "То же самое уже отправлено." "The same was sent already."
        "Дополните прежнее или напишите иначе." "Add to what is there or write something else.";
    AskedAlready "asked_already" Duplicate Low &[Question], person "Уже отвечено" "Answered already"
        "На такой вопрос уже есть ответ." "Such a question has an answer already."
        "Найдите ответ на карточке или уточните вопрос." "Find the answer on the card or ask more exactly.";

    // Quality
    TooShort "too_short" Quality Note PAGES, check "Слишком коротко" "Too short"
        "Слишком коротко, чтобы понять." "Too short to be understood."
        "Добавьте подробности." "Add details.";
    NoWords "no_words" Quality Low PAGES_AND_REPORTS, check "Нет слов" "No words"
        "Только значки или знаки препинания." "Only emoji or punctuation."
        "Напишите словами." "Write it in words.";
    Shouting "shouting" Quality Note PAGES, check "Заглавными буквами" "All capitals"
        "Почти всё написано заглавными буквами." "Nearly everything is written in capitals."
        "Напишите обычными буквами." "Write in ordinary letters.";
    RepeatedCharacters "repeated_characters" Quality Note PAGES, check "Повтор знака" "Repeated character"
        "Один знак повторён много раз." "One character is repeated many times."
        "Уберите повторы." "Remove the repetition.";
    Illegible "illegible" Quality Low PAGES_AND_REPORTS, check "Неразборчиво" "Illegible"
        "Похоже на случайный набор букв." "It looks like letters at random."
        "Напишите словами." "Write it in words.";
    WrongLanguage "wrong_language" Quality Low PAGES_AND_REPORTS, check "Другой язык" "Another language"
        "Текст не на русском и не на английском." "The text is neither Russian nor English."
        "Напишите по-русски или по-английски." "Write in Russian or English.";
    HiddenCharacters "hidden_characters" Quality High PAGES_AND_REPORTS, check "Невидимые знаки" "Hidden characters"
        "Внутри слова невидимые знаки." "There are invisible characters inside a word."
        "Сотрите слово и наберите его заново." "Delete the word and type it again.";
    MixedScript "mixed_script" Quality Low PAGES_AND_REPORTS, check "Подмена букв" "Letters swapped"
        "В словах смешаны русские и похожие латинские буквы." "Words mix Russian letters with Latin look-alikes."
        "Наберите слова одной раскладкой." "Type the words with one keyboard layout.";
    PictureUnreadable "picture_unreadable" Quality Low MEDIA, person "Ничего не видно" "Nothing to see"
        "Снимок тёмный, размытый или обрезан." "The picture is dark, blurred or cut."
        "Снимите ещё раз при хорошем свете." "Take it again in good light.";
    PictureSmall "picture_small" Quality Low MEDIA, check "Мелкий снимок" "Small picture"
        "Снимок слишком мал, чтобы что-то разглядеть." "The picture is too small to see anything."
        "Приложите снимок большего размера." "Attach a larger picture.";

    // Reports, and what is left
    ReportUnfounded "report_unfounded" Other Low REPORT, person "Нарушения нет" "No breach"
        "Отзыв не нарушает правил: критика товара разрешена." "The review breaks no rule: criticism of a product is allowed."
        "Ответьте на отзыв — ответ увидят все." "Answer the review: everybody will see the answer.";
    NoFraud "no_fraud" Other Low &[FraudReport], person "Мошенничества нет" "No fraud"
        "В сообщении нет признаков мошенничества." "Nothing in the message speaks of fraud."
        "Если собеседник неприятен, его можно заблокировать." "If you do not want to hear of the other side, block it.";
    EvidenceMissing "evidence_missing" Other Low REPORTS, person "Нет доказательств" "No evidence"
        "Жалоба ничем не подтверждена." "Nothing supports the report."
        "Пожалуйтесь снова и приложите факты." "Report again with facts.";
    Other "other" Other Low ALL, person "Другое" "Other"
        "Правила этого не разрешают." "The rules do not allow it."
        "Прочитайте пояснение модератора." "Read the moderator's note.";
}

impl Reason {
    /// What the guard's label is called where a person decides.
    pub fn of_label(label: Label) -> Self {
        match label {
            Label::AsksCode | Label::GivesCode => Self::CodeRequest,
            Label::AsksCard => Self::CardRequest,
            Label::AsksDocuments => Self::DocumentRequest,
            Label::FakeParcelFee => Self::FakeFee,
            Label::AsksInstallApp => Self::InstallApp,
            Label::AccountTakeover => Self::AccountTakeover,
            Label::ImpersonatesSupport => Self::PretendsSupport,
            Label::OffPlatformPayment => Self::OutsidePayment,
            Label::ExternalLink => Self::Link,
            Label::ExternalContact => Self::Messenger,
            Label::AsksCancel => Self::CancelOrder,
            Label::ReviewBribe => Self::ReviewBribe,
            Label::GivesCard => Self::CardNumber,
            Label::GivesDocument => Self::Passport,
            Label::GivesPhone => Self::Phone,
            Label::GivesEmail => Self::Email,
            Label::Abuse => Self::Insult,
        }
    }

    /// The one with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|reason| reason.as_str() == text)
    }

    /// Whether it can be about such a subject.
    pub fn fits(self, subject: Subject) -> bool {
        self.subjects().contains(&subject)
    }

    /// Those that can be about such a subject, in the order of the table.
    pub fn of(subject: Subject) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |reason| reason.fits(subject))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_reason_has_its_own_code_and_is_read_back_by_it() {
        let codes: HashSet<&str> = Reason::ALL.iter().map(|reason| reason.as_str()).collect();
        assert_eq!(codes.len(), Reason::ALL.len());
        assert!(codes.len() >= 25);
        for reason in Reason::ALL {
            assert_eq!(Reason::parse(reason.as_str()), Some(*reason));
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.as_str());
        }
        assert_eq!(Reason::parse("because"), None);
    }

    #[test]
    fn a_reason_says_in_both_languages_what_is_wrong_and_what_to_do() {
        for reason in Reason::ALL {
            for lang in [Lang::Ru, Lang::En] {
                for sentence in [reason.words(lang), reason.fix(lang)] {
                    assert!(
                        sentence.ends_with('.') && sentence.chars().count() <= 80,
                        "{}: {sentence}",
                        reason.as_str()
                    );
                }
                let name = reason.name(lang);
                assert!(!name.ends_with('.') && name.chars().count() <= 25, "{}: {name}", reason.as_str());
                let cyrillic = reason.words(lang).chars().any(|c| matches!(c, 'а'..='я'));
                assert_eq!(cyrillic, lang == Lang::Ru, "{}", reason.as_str());
            }
        }
    }

    #[test]
    fn every_group_is_used_and_every_subject_has_reasons_to_be_refused() {
        for group in Group::ALL {
            assert!(Reason::ALL.iter().any(|reason| reason.group() == *group), "{}", group.as_str());
        }
        for subject in Subject::ALL {
            assert!(Reason::of(*subject).count() >= 5, "{}", subject.as_str());
        }
    }

    #[test]
    fn a_picture_is_not_refused_for_a_swear_word_nor_a_text_for_being_blurred() {
        assert!(!Reason::Profanity.fits(Media) && Reason::Profanity.fits(Answer));
        assert!(!Reason::PictureUnreadable.fits(Answer) && Reason::PictureUnreadable.fits(Media));
        assert!(Reason::ReportUnfounded.fits(Report) && !Reason::ReportUnfounded.fits(Review));
    }

    #[test]
    fn a_card_number_harms_more_than_capitals() {
        assert!(Reason::CardNumber.severity() > Reason::Phone.severity());
        assert!(Reason::Phone.severity() > Reason::Shouting.severity());
    }
}
