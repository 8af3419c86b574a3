//! Words of the buyer's shop.

use super::words;

words! {
    /// Words of the buyer's shop.
    ShopWords
    words {
        title: "Витрина", "Shop";
        description: "Товары, честные отзывы покупателей и ответы продавцов.", "Products, honest reviews by buyers and the sellers' answers.";
        search_hint: "Найти товар", "Find a product";
        nothing_found: "Ничего не нашлось", "Nothing found";
        nothing_found_text: "Проверьте слово или посмотрите все товары.", "Check the word or look at all products.";
        products: "Товары", "Products";
        no_products: "Товаров пока нет", "No products yet";
        no_products_text: "Когда продавец добавит товары, они появятся здесь.", "When a seller adds products, they appear here.";
        all_products: "Все товары", "All products";
        gallery: "Фотографии товара", "Photos of the product";
        no_photo: "Фото пока нет", "No photo yet";
        old_price: "Прежняя цена", "Old price";
        price: "Цена", "Price";
        sold_by: "Продавец", "Sold by";
        about: "О товаре", "About the product";
        reviews: "Отзывы", "Reviews";
        no_reviews: "Отзывов пока нет", "No reviews yet";
        no_reviews_text: "Первый отзыв помогает сильнее всего.", "The first review helps the most.";
        no_reviews_filter: "С такими фильтрами отзывов нет", "No reviews with these filters";
        filter_all: "Все", "All";
        filter_photo: "С фото", "With photos";
        sort_useful: "Полезные", "Useful";
        sort_new: "Новые", "New";
        useful: "Полезно", "Useful";
        useful_yes: "Вы отметили полезным", "You marked this useful";
        shop_answer: "Ответ магазина", "The shop's answer";
        seller_badge: "Продавец", "Seller";
        pinned: "Закреплён продавцом", "Pinned by the seller";
        bought: "Купил этот товар", "Bought this product";
        your_review: "Ваш отзыв", "Your review";
        leave_review: "Оставить отзыв", "Leave a review";
        edit_review: "Изменить отзыв", "Edit the review";
        delete_review: "Удалить отзыв", "Delete the review";
        delete_sure: "Удалить отзыв?", "Delete the review?";
        delete_sure_text: "Оценка, текст и фото исчезнут с карточки. Вернуть их нельзя.", "The stars, text and photos leave the card for good.";
        orders_title: "Мои заказы", "My orders";
        orders_description: "Ваши заказы и отзывы о них.", "Your orders and your reviews.";
        no_orders: "Заказов пока нет", "No orders yet";
        no_orders_text: "После доставки здесь можно оставить отзыв.", "Once something is delivered you can review it here.";
        order_delivered: "Доставлен", "Delivered";
        order_cancelled: "Отменён", "Cancelled";
        order_on_way: "В пути", "On its way";
        rate: "Оцените товар", "Rate the product";
        rate_1: "Ужасно", "Awful";
        rate_2: "Плохо", "Bad";
        rate_3: "Нормально", "Fine";
        rate_4: "Хорошо", "Good";
        rate_5: "Отлично", "Excellent";
        pros: "Плюсы", "Pros";
        pros_hint: "Что понравилось", "What you liked";
        cons: "Минусы", "Cons";
        cons_hint: "Что не понравилось", "What you did not like";
        comment: "Комментарий", "Comment";
        comment_hint: "Как пользуетесь, подошёл ли размер, что важно знать другим", "How you use it, whether it fits, what others should know";
        media: "Фото и видео", "Photos and videos";
        media_hint: "До 10 фото и 2 видео. Место съёмки и данные камеры удалим.", "Up to 10 photos and 2 videos. We remove the place and camera data.";
        add_media: "Добавить фото или видео", "Add photos or a video";
        remove_media: "Убрать", "Remove";
        publish: "Опубликовать", "Publish";
        published: "Спасибо, отзыв опубликован", "Thank you, the review is published";
        changed: "Отзыв изменён", "The review is changed";
        deleted: "Отзыв удалён", "The review is deleted";
        cancelled_note: "Заказ отменён: отзыв увидит только продавец.", "The order was cancelled: only the seller will see the review.";
        form_errors: "Поправьте отмеченное, остальное мы сохранили", "Fix what is marked; the rest is kept";
        review_sent: "Отзыв оставлен", "Reviewed";
        see_on_card: "На карточке", "On the card";
    }
    phrases {
        useful_n: "Полезно {}", "Useful {}";
        sold_by_name: "Продаёт {}", "Sold by {}";
        product_description: "{}: цена, отзывы покупателей и ответы магазина.", "{}: price, reviews by buyers and the shop's answers.";
        stars_filter: "{}★", "{}★";
        order_of: "Заказ {}", "Order {}";
        review_of: "Отзыв о товаре «{}»", "Review of “{}”";
        gallery_photo: "{}, фото {}", "{}, photo {}";
    }
    plurals {
        n_products: ("товар", "товара", "товаров"), ("product", "products");
        n_reviews: ("отзыв", "отзыва", "отзывов"), ("review", "reviews");
    }
}
