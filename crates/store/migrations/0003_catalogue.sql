-- Products and what buyers ordered of them.
create table products (
  seller_id bigint not null,
  sku bigint not null,
  product_id bigint not null,
  offer_id text not null,
  name text not null,
  category text not null,
  brand text not null,
  description text not null,
  attributes text not null,
  price bigint not null,
  old_price bigint,
  currency text not null,
  stock bigint not null,
  picture text,
  archived boolean not null,
  created_at bigint not null,
  updated_at bigint not null,
  stars_1 bigint not null,
  stars_2 bigint not null,
  stars_3 bigint not null,
  stars_4 bigint not null,
  stars_5 bigint not null,
  reviews bigint not null,
  pinned_review text,
  primary key (seller_id, sku)
) /*sqlite without rowid*/;
create unique index products_by_sku on products (sku);
create unique index products_by_product_id on products (seller_id, product_id);
create unique index products_by_offer on products (seller_id, offer_id);
create index products_by_category on products (seller_id, category, sku);

-- The words of a product for buyers, who search all shops: domain::text marks them with seller 0. The number is the sku.
/*sqlite create virtual table product_words using fts5(words, content='', contentless_delete=1);*/
/*pg create table product_words (
  sku bigint not null primary key,
  words tsvector not null
);*/
/*pg create index product_words_by_word on product_words using gin (words);*/

create table order_items (
  seller_id bigint not null,
  order_id text not null,
  sku bigint not null,
  buyer_id text,
  status text not null,
  price bigint not null,
  currency text not null,
  ordered_at bigint,
  delivered_at bigint,
  primary key (seller_id, order_id, sku)
) /*sqlite without rowid*/;
create index order_items_of_buyer on order_items (buyer_id, ordered_at);

-- Pictures and videos; the bytes are in the folder of media.
create table media (
  media_id text not null primary key,
  kind text not null,
  content_type text not null,
  width bigint not null,
  height bigint not null,
  bytes bigint not null,
  uploaded_by text,
  created_at bigint not null
) /*sqlite without rowid*/;
