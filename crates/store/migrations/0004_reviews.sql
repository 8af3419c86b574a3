-- Reviews, the comments under them, and what staff does with both.

-- Clustered by place: a review's place is made of its id, later is greater (domain::ReviewId::place).
-- stars: 1 to 5; 6 where the source gave none, so that unknown sorts behind the best.
-- published_at: null where the source gave none; such reviews stand before all that have a time.
-- media: JSON, [{"id","kind","width","height"}], photos first.
-- urgency, waits: what domain::reviews says of the row, kept so that an index can sort by it.
create table reviews (
  seller_id bigint not null,
  place bigint not null,
  review_id text not null,
  sku bigint,
  order_id text,
  order_status text not null,
  buyer_id text,
  buyer_name text not null,
  stars bigint not null,
  text text not null,
  pros text not null,
  cons text not null,
  media text not null,
  photos bigint not null,
  videos bigint not null,
  published_at bigint,
  received_at bigint not null,
  edited_at bigint,
  deleted boolean not null,
  status text not null,
  urgency bigint not null,
  waits boolean not null,
  comments bigint not null,
  answer_id text,
  answer_text text,
  answered_at bigint,
  useful bigint not null,
  version bigint not null,
  primary key (seller_id, place)
) /*sqlite without rowid*/;
-- Places are unique among all sellers: the search index counts documents by them, and a buyer names a review by its id.
create unique index reviews_by_place on reviews (place);
create index reviews_by_urgency on reviews (seller_id, urgency, place) where deleted = false;
create index reviews_by_stars on reviews (seller_id, stars, place) where deleted = false;
create index reviews_by_status on reviews (seller_id, status, place) where deleted = false;
create index reviews_waiting on reviews (seller_id, place) where waits = true;
create index reviews_with_media on reviews (seller_id, place) where photos + videos > 0 and deleted = false;
create index reviews_of_product on reviews (seller_id, sku, place) where deleted = false;
create index reviews_useful on reviews (seller_id, sku, useful, place) where useful > 0 and deleted = false;
create index reviews_of_buyer on reviews (buyer_id, seller_id, place) where buyer_id is not null;
create unique index reviews_of_order on reviews (seller_id, order_id, sku) where order_id is not null and deleted = false;

-- How many reviews of a seller share the facts that lists are filtered by. A few hundred rows a seller at most, so
-- the numbers on the chips cost the same with a thousand reviews and with a million.
create table review_facets (
  seller_id bigint not null,
  status text not null,
  stars bigint not null,
  answered boolean not null,
  has_text boolean not null,
  has_media boolean not null,
  order_status text not null,
  reviews bigint not null,
  primary key (seller_id, status, stars, answered, has_text, has_media, order_status)
) /*sqlite without rowid*/;

-- The words of a review as domain::text makes them; each carries its seller. The document number is the place.
/*sqlite create virtual table review_words using fts5(words, content='', contentless_delete=1);*/
/*pg create table review_words (
  seller_id bigint not null,
  place bigint not null,
  words tsvector not null,
  primary key (seller_id, place)
);*/
/*pg create index review_words_by_word on review_words using gin (words);*/

create table comments (
  seller_id bigint not null,
  comment_id text not null,
  place bigint not null,
  review_id text not null,
  parent_id text,
  author text not null,
  author_id text,
  author_name text not null,
  text text not null,
  state text not null,
  settles boolean not null,
  sent_at bigint not null,
  public_at bigint not null,
  edited_at bigint,
  version bigint not null,
  primary key (seller_id, comment_id)
) /*sqlite without rowid*/;
create index comments_of_review on comments (seller_id, place, comment_id);

create table drafts (
  seller_id bigint not null,
  review_id text not null,
  person_id text not null,
  text text not null,
  saved_at bigint not null,
  primary key (seller_id, review_id, person_id)
) /*sqlite without rowid*/;

create table templates (
  seller_id bigint not null,
  template_id text not null,
  name text not null,
  text text not null,
  used bigint not null,
  updated_at bigint not null,
  primary key (seller_id, template_id)
) /*sqlite without rowid*/;

-- Who has a composer open; a row counts until its time.
create table answering (
  seller_id bigint not null,
  review_id text not null,
  person_id text not null,
  name text not null,
  until bigint not null,
  primary key (seller_id, review_id, person_id)
) /*sqlite without rowid*/;

create table votes (
  seller_id bigint not null,
  place bigint not null,
  person_id text not null,
  at bigint not null,
  primary key (seller_id, place, person_id)
) /*sqlite without rowid*/;

create table reports (
  seller_id bigint not null,
  report_id text not null,
  review_id text not null,
  reason text not null,
  text text not null,
  by_whom text not null,
  at bigint not null,
  state text not null,
  primary key (seller_id, report_id)
) /*sqlite without rowid*/;
create unique index reports_open on reports (seller_id, review_id) where state = 'open';
create index reports_waiting on reports (at) where state = 'open';

-- Answering several at once: each line is one review, and a crash goes on where it stopped.
create table bulk_answers (
  seller_id bigint not null,
  bulk_id text not null,
  review_id text not null,
  text text not null,
  person_id text not null,
  processed boolean not null,
  state text not null,
  refusal text not null,
  primary key (seller_id, bulk_id, review_id)
) /*sqlite without rowid*/;
