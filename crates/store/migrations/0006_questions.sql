-- Questions about products, and the answers to them.

-- Clustered by place, as reviews are: the place is made of the id, later is greater.
-- state: whether buyers see it; stage: where it stands for the shop; waits: whether it waits for the shop.
-- turn: the order in which questions want the shop, smaller first: what waits by its place, so the longest first; then the
-- rest, the newest first.
-- same: how many others ask the same; answers, others: public answers, and those among them that are not the shop's.
create table questions (
  seller_id bigint not null,
  place bigint not null,
  question_id text not null,
  sku bigint not null,
  buyer_id text,
  buyer_name text not null,
  text text not null,
  asked_at bigint not null,
  received_at bigint not null,
  state text not null,
  stage text not null,
  waits boolean not null,
  turn bigint not null,
  same bigint not null,
  answers bigint not null,
  others bigint not null,
  answer_id text,
  answer_text text,
  answered_at bigint,
  version bigint not null,
  primary key (seller_id, place)
) /*sqlite without rowid*/;
create unique index questions_by_place on questions (place);
create index questions_by_stage on questions (seller_id, stage, place) where state = 'published';
create index questions_by_turn on questions (seller_id, turn) where state = 'published';
create index questions_most_asked on questions (seller_id, same, place) where state = 'published';
create index questions_of_product on questions (seller_id, sku, place) where state = 'published';
create index questions_popular on questions (seller_id, sku, same, place) where state = 'published';
create index questions_of_buyer on questions (buyer_id, place) where buyer_id is not null;

-- How many questions of a seller share the facts that chips ask for.
create table question_facets (
  seller_id bigint not null,
  stage text not null,
  others boolean not null,
  questions bigint not null,
  primary key (seller_id, stage, others)
) /*sqlite without rowid*/;

-- How many questions each product has: the products that are asked about most come out of the index.
create table question_products (
  seller_id bigint not null,
  sku bigint not null,
  questions bigint not null,
  primary key (seller_id, sku)
) /*sqlite without rowid*/;
create index question_products_most on question_products (seller_id, questions, sku);

/*sqlite create virtual table question_words using fts5(words, content='', contentless_delete=1);*/
/*pg create table question_words (
  seller_id bigint not null,
  place bigint not null,
  words tsvector not null,
  primary key (seller_id, place)
);*/
/*pg create index question_words_by_word on question_words using gin (words);*/

-- text: what its author wrote last; public_text: what stands on the card, null where nothing does. They differ while a
-- changed answer waits for its verdict.
create table answers (
  seller_id bigint not null,
  answer_id text not null,
  place bigint not null,
  question_id text not null,
  sku bigint not null,
  author text not null,
  author_id text,
  author_name text not null,
  text text not null,
  public_text text,
  text_hash text not null,
  state text not null,
  sent_at bigint not null,
  public_at bigint not null,
  due_at bigint,
  published_at bigint,
  edited_at bigint,
  useful bigint not null,
  version bigint not null,
  primary key (seller_id, answer_id)
) /*sqlite without rowid*/;
create index answers_of_question on answers (seller_id, place, answer_id);
create unique index answers_by_id on answers (answer_id);
create index answers_sent on answers (seller_id, sent_at) where author = 'seller';

create table question_votes (
  seller_id bigint not null,
  place bigint not null,
  person_id text not null,
  at bigint not null,
  primary key (seller_id, place, person_id)
) /*sqlite without rowid*/;

create table answer_votes (
  seller_id bigint not null,
  answer_id text not null,
  person_id text not null,
  at bigint not null,
  primary key (seller_id, answer_id, person_id)
) /*sqlite without rowid*/;
-- Answers that were taken away keep their words for a time: a dispute may need them.
create index answers_gone on answers (edited_at) where state = 'deleted' and text <> '';
