select seller_id, sku, product_id, offer_id, name, category, brand, description, attributes, price, old_price, currency,
  stock, picture, archived, created_at, updated_at, stars_1, stars_2, stars_3, stars_4, stars_5, reviews, pinned_review
from products
