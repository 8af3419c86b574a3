//! What the guard can see in a message, with words for its author and for the one in danger.

use serde::{Deserialize, Serialize};

use super::Verdict;
use crate::Lang;

macro_rules! labels {
    ($($variant:ident $code:literal $verdict:ident $name_ru:literal $name_en:literal $ru:literal $en:literal
        $warning_ru:literal $warning_en:literal;)*) => {
        /// What the guard saw in a message. The names never change their meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Label {
            $(#[doc = $en] #[serde(rename = $code)] $variant,)*
        }

        impl Label {
            /// Every label, in the order of the table: the gravest first.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in storage, in the API and in rules.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The one with this name.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($code => Some(Self::$variant),)* _ => None }
            }

            /// What becomes of a message with this label alone.
            pub fn verdict(self) -> Verdict {
                match self { $(Self::$variant => Verdict::$verdict,)* }
            }

            /// The name on the desk and in charts.
            pub fn name(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Ru) => $name_ru, (Self::$variant, Lang::En) => $name_en,)*
                }
            }

            /// Why, as the author reads it.
            pub fn words(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Ru) => $ru, (Self::$variant, Lang::En) => $en,)*
                }
            }

            /// The warning that the one in danger reads; of what the author gives away, the author is in danger.
            pub fn warning(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Ru) => $warning_ru, (Self::$variant, Lang::En) => $warning_en,)*
                }
            }
        }
    };
}

impl Label {
    /// Whether the author gives away something of their own: they are asked before it is sent.
    pub fn is_own_secret(self) -> bool {
        use Label::{GivesCard, GivesCode, GivesDocument, GivesEmail, GivesPhone};
        matches!(self, GivesCode | GivesCard | GivesDocument | GivesPhone | GivesEmail)
    }
}

labels! {
    AsksCode "asks_code" Block "Просит код" "Asks for a code"
        "Сообщение просит код из смс, пуша или звонка. Такие коды нельзя просить ни у кого."
        "The message asks for a code from an SMS, a push or a call. Nobody may be asked for one."
        "У вас просят код. Никому его не сообщайте: по нему входят в ваш аккаунт и списывают деньги."
        "You are asked for a code. Give it to nobody: with it they enter your account and take your money.";
    AsksCard "asks_card" Block "Просит данные карты" "Asks for card data"
        "Сообщение просит номер карты, срок или CVV. Оплата и возврат проходят через маркетплейс, данные карты для них не нужны."
        "The message asks for a card number, its expiry or CVV. Payments and refunds go through the marketplace and need none of it."
        "У вас просят данные карты. Не отправляйте их: деньги за заказ возвращает маркетплейс, без номера карты."
        "You are asked for card data. Do not send it: the marketplace refunds orders without a card number.";
    AsksDocuments "asks_documents" Block "Просит документы" "Asks for documents"
        "Сообщение просит паспорт или другие личные документы. В этом чате их просить нельзя."
        "The message asks for a passport or other personal documents. They may not be asked for in this chat."
        "У вас просят личные документы. Не отправляйте их никому, кроме поддержки маркетплейса."
        "You are asked for personal documents. Send them to nobody but the marketplace's support.";
    FakeParcelFee "fake_parcel_fee" Block "Сбор за посылку" "Parcel fee"
        "Сообщение требует заплатить за посылку помимо заказа: пошлину, хранение или доставку."
        "The message wants a payment for the parcel beside the order: customs, storage or delivery."
        "С вас требуют деньги за посылку. Всё, что нужно заплатить, есть в заказе; остальное — обман."
        "You are asked to pay for a parcel. Whatever is due stands in the order; the rest is a fraud.";
    AsksInstallApp "asks_install_app" Block "Просит поставить программу" "Asks to install an app"
        "Сообщение просит поставить программу, расширение или показать экран."
        "The message asks to install a program or an extension, or to share the screen."
        "Вас просят поставить программу или показать экран. Так получают доступ к вашим деньгам."
        "You are asked to install a program or to share your screen. That is how they get at your money.";
    AccountTakeover "account_takeover" Block "Захват аккаунта" "Account takeover"
        "Сообщение просит логин, пароль, ключ API, доступ или смену телефона и почты аккаунта."
        "The message asks for a login, a password, an API key, access, or a change of the account's phone or e-mail."
        "Кто-то хочет получить ваш аккаунт. Не называйте логин, пароль и ключи, не добавляйте чужих людей."
        "Somebody wants your account. Do not tell your login, password or keys, and add no strangers.";
    ImpersonatesSupport "impersonates_support" Hold "Выдаёт себя за поддержку" "Pretends to be support"
        "Сообщение выдаёт автора за поддержку маркетплейса, службу безопасности или банк."
        "The message passes its author off as the marketplace's support, a security service or a bank."
        "Это не поддержка: у настоящей поддержки есть отметка, которую ставим только мы."
        "This is not support: real support has a mark that only we can set.";
    OffPlatformPayment "off_platform_payment" Hold "Оплата мимо маркетплейса" "Payment past the marketplace"
        "Сообщение предлагает заплатить мимо маркетплейса."
        "The message offers to pay past the marketplace."
        "Вам предлагают заплатить мимо маркетплейса. Такие деньги мы вернуть не сможем."
        "You are offered to pay past the marketplace. We cannot return such money.";
    ExternalLink "external_link" Hold "Чужая ссылка" "Link to elsewhere"
        "В сообщении ссылка на другой сайт."
        "The message has a link to another site."
        "Ссылка ведёт на другой сайт. Не вводите там пароли, коды и данные карты."
        "The link leads to another site. Enter no passwords, codes or card data there.";
    ExternalContact "external_contact" Warn "Уводит в другое место" "Moves the talk elsewhere"
        "Сообщение уводит разговор в мессенджер, на почту или в звонок."
        "The message moves the talk to a messenger, e-mail or a call."
        "Вас зовут говорить в другом месте. Там мы не увидим переписку и не сможем помочь."
        "You are invited to talk elsewhere. There we cannot see the messages and cannot help.";
    AsksCancel "asks_cancel" Warn "Просит отменить заказ" "Asks to cancel"
        "Сообщение просит отменить заказ и купить напрямую."
        "The message asks to cancel the order and to buy directly."
        "Вас просят отменить заказ и купить напрямую. Без заказа вы останетесь без защиты."
        "You are asked to cancel and to buy directly. Without the order you are not protected.";
    ReviewBribe "review_bribe" Warn "Отзыв за деньги или угрозой" "Review for money or by threat"
        "Сообщение предлагает награду за отзыв или угрожает плохим отзывом."
        "The message offers a reward for a review or threatens with a bad one."
        "За отзыв предлагают деньги или им угрожают. Соглашаться не нужно; пожалуйтесь, мы разберёмся."
        "A review is being paid for or used as a threat. You need not agree; report it and we look into it.";
    GivesCode "gives_code" Warn "Отправляет код" "Gives a code"
        "В сообщении код подтверждения. По нему можно войти в ваш аккаунт."
        "The message has a verification code. It opens your account."
        "Вы отправляете код подтверждения. Никому его не сообщайте, даже поддержке."
        "You are sending a verification code. Give it to nobody, not even to support.";
    GivesCard "gives_card" Warn "Отправляет номер карты" "Gives a card number"
        "В сообщении номер банковской карты."
        "The message has the number of a bank card."
        "Вы отправляете номер карты. Для оплаты и возврата он никому не нужен."
        "You are sending a card number. Nobody needs it for a payment or a refund.";
    GivesDocument "gives_document" Warn "Отправляет данные документа" "Gives a document"
        "В сообщении данные личного документа."
        "The message has the data of a personal document."
        "Вы отправляете данные документа. По ним могут взять кредит на ваше имя."
        "You are sending the data of a document. With it a loan can be taken in your name.";
    GivesPhone "gives_phone" Warn "Отправляет телефон" "Gives a phone number"
        "В сообщении номер телефона."
        "The message has a phone number."
        "Вы отправляете номер телефона. Мошенники звонят по таким номерам от имени банка."
        "You are sending a phone number. Fraudsters call such numbers in a bank's name.";
    GivesEmail "gives_email" Warn "Отправляет почту" "Gives an e-mail address"
        "В сообщении адрес электронной почты."
        "The message has an e-mail address."
        "Вы отправляете адрес почты. На него могут прислать поддельные письма от нашего имени."
        "You are sending an e-mail address. False letters in our name may be sent to it.";
    Abuse "abuse" Warn "Оскорбление" "Abuse"
        "В сообщении брань или оскорбление. Напишите то же спокойно."
        "The message has swearing or an insult. Say the same calmly."
        "В сообщении есть брань. На неё можно не отвечать и пожаловаться."
        "The message has swearing in it. You need not answer and can report it.";
}
