//! Words of baskets, prices and orders in the shop.

use super::words;

words! {
    /// Words of baskets, prices and orders in the shop.
    BasketWords
    words {
        title: "Корзина", "Basket";
        put: "В корзину", "Add to basket";
        in_basket: "Положено в корзину", "Put into the basket";
        sign_in: "Войти и купить", "Sign in to buy";
        none_left: "Нет в наличии", "Sold out";
        empty: "Корзина пуста", "The basket is empty";
        empty_text: "Положите что-нибудь на витрине: цену закрепим за вами на 15 минут.", "Put something in from the shop: its price is yours for 15 minutes.";
        to_shop: "На витрину", "To the shop";
        quantity: "Количество", "Quantity";
        change: "Изменить количество", "Change the quantity";
        more: "Ещё одну штуку", "One more";
        less: "На одну штуку меньше", "One less";
        remove: "Убрать", "Remove";
        renew: "Закрепить цены на 15 минут", "Hold these prices for 15 minutes";
        over: "15 минут прошли: цены посчитаны заново и пока не закреплены.", "The 15 minutes are over: the prices are reckoned anew and not held yet.";
        changed: "С прошлого раза кое-что изменилось", "Something has changed since you looked";
        coupon: "Промокод", "Promo code";
        coupon_apply: "Применить", "Apply";
        coupon_remove: "Убрать промокод", "Remove the code";
        coupon_nothing: "Промокод пока ничего не даёт: посмотрите условия акции.", "The code does not take anything off yet: see its terms.";
        goods: "Товары без скидок", "Before discounts";
        discount: "Скидка", "Discount";
        total: "Итого", "Total";
        order: "Заказать", "Place the order";
        pay: "Оплата при получении", "Pay on delivery";
        own_price: "Цена по вашей заявке", "The price that you asked for";
        floor: "скидка урезана: ниже продавец не продаёт", "cut short: the seller never sells for less";
        sold_out: "Закончился, пока лежал в корзине. В заказ не войдёт.", "Sold out while it was in the basket. It will not be ordered.";
        gone: "Больше не продаётся. В заказ не войдёт.", "No longer sold. It will not be ordered.";
        ordered: "Заказ оформлен", "The order is placed";
        ordered_text: "Каждый магазин отправит свою часть сам. Платить будете при получении.", "Each shop sends its part by itself. You pay on delivery.";
        why: "Из чего сложилась цена", "What the price is made of";
        no_why: "Заказ оформлен не здесь: о его скидках ничего не известно.", "The order was placed elsewhere: nothing is known of its discounts.";
        to_orders: "Мои заказы", "My orders";
        to_pay: "К оплате", "To pay";
        all: "Все цены", "All prices";
    }
    phrases {
        off: "−{} %", "−{}%";
        minus: "−{}", "−{}";
        left: "осталось {}", "{} left";
        lowest: "Самая низкая цена за 30 дней: {}", "Lowest price in 30 days: {}";
        regular: "Обычная цена {}", "Regular price {}";
        held: "Цены закреплены ещё {}", "These prices are held for {}";
        pieces: "{} шт.", "{} pcs";
        each: "{} за штуку", "{} each";
        dearer: "Подорожало: было {}", "Dearer now: it was {}";
        cheaper: "Подешевело: было {}", "Cheaper now: it was {}";
        fewer: "В наличии только {} шт.: столько и посчитали", "Only {} in stock: that many are counted";
        sum_missing: "Ещё {} — и скидка «{}»", "{} more for “{}”";
        pieces_missing: "Ещё {} шт. — и скидка «{}»", "{} more pieces for “{}”";
        of_shop: "Продаёт {}", "Sold by {}";
        for_pieces: "на {} шт.", "for {} pcs";
        save: "Вы экономите {}", "You save {}";
        order_for: "Заказать за {}", "Order for {}";
    }
    plurals {
        n_items: ("товар", "товара", "товаров"), ("product", "products");
    }
}
