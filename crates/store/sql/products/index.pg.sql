insert into product_words (sku, words) values ($1, to_tsvector('simple', $2))
on conflict (sku) do update set words = excluded.words
