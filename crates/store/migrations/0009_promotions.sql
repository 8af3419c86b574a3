-- Prices, promotions and what takes part in them; baskets with promised prices; buyers who ask for a discount.

-- What a buyer paid: pieces, the price of one without discounts, and the explanation of every kopeck (domain::promotions::price).
alter table order_items add column quantity bigint not null default 1;
alter table order_items add column list_price bigint;
alter table order_items add column why text not null default '';

-- What a seller says of a product's money. Sums are minor units, shares hundredths of a percent.
-- floor_price, floor_margin: the product's own floor, as a sum or as a margin; none of them: the rule of the shop counts.
create table prices (
  seller_id bigint not null,
  sku bigint not null,
  cost bigint,
  commission bigint,
  logistics bigint,
  tax bigint,
  floor_price bigint,
  floor_margin bigint,
  on_floor text,
  auto_join boolean,
  version bigint not null,
  updated_at bigint not null,
  primary key (seller_id, sku)
) /*sqlite without rowid*/;

-- The rules of a whole shop. floor_percent: no product sells under this share of its own price; floor_margin: nor under this margin,
-- where its cost is known. on_floor: 'cut' to the floor, or 'leave' the promotion.
-- request_*: discount requests that are granted by themselves: up to this discount, this many pieces, for so long.
create table price_rules (
  seller_id bigint not null primary key,
  floor_percent bigint,
  floor_margin bigint,
  on_floor text not null,
  request_percent bigint,
  request_pieces bigint not null,
  request_hours bigint not null,
  version bigint not null,
  updated_at bigint not null
) /*sqlite without rowid*/;

-- The points at which the price on the card changed; the newest is the price that is shown. promotion_id: what made it.
create table price_history (
  seller_id bigint not null,
  sku bigint not null,
  at bigint not null,
  price bigint not null,
  list_price bigint not null,
  promotion_id bigint,
  primary key (seller_id, sku, at)
) /*sqlite without rowid*/;

-- seller_id 0: the marketplace's own. state: draft, published, paused, stopped, archived; whether one is scheduled, runs or is finished
-- follows from the time. conditions, benefit: JSON of domain::promotions. enrol: how products come in: 'ask' or 'contract'.
-- budget, spent: minor units of discount. joined, pieces, turnover, discount, cost: what a report needs, counted as it happens.
-- nominates: products wait for the operator's word before they are in. codes: how they are given out (JSON).
create table promotions (
  seller_id bigint not null,
  promotion_id bigint not null,
  kind text not null,
  title text not null,
  title_en text not null,
  description text not null,
  description_en text not null,
  state text not null,
  funding text not null,
  conditions text not null,
  benefit text not null,
  currency text not null,
  starts_at bigint not null,
  ends_at bigint not null,
  freeze_at bigint,
  auto_add_at bigint,
  enrol text not null,
  budget bigint,
  spent bigint not null,
  joined bigint not null,
  pieces bigint not null,
  turnover bigint not null,
  discount bigint not null,
  cost bigint not null,
  codes text,
  nominates boolean not null,
  created_by text not null,
  created_at bigint not null,
  version bigint not null,
  primary key (seller_id, promotion_id)
) /*sqlite without rowid*/;
create unique index promotions_by_id on promotions (promotion_id);
create index promotions_by_end on promotions (seller_id, ends_at, promotion_id);

-- A product in a promotion. state: 'in', 'nominated' (waits for the operator), 'refused', 'left'. quantity: pieces, null where all of them.
-- sold, reserved: of these. mode: 'manual' or 'auto'. price: of one piece; null where the benefit is not a price.
-- agreed_by, agreed_at, terms: who agreed, when, to what (JSON).
create table participations (
  seller_id bigint not null,
  promotion_id bigint not null,
  sku bigint not null,
  state text not null,
  price bigint,
  quantity bigint,
  sold bigint not null,
  reserved bigint not null,
  mode text not null,
  reason text not null,
  agreed_by text not null,
  agreed_at bigint not null,
  terms text not null,
  version bigint not null,
  updated_at bigint not null,
  primary key (seller_id, promotion_id, sku)
) /*sqlite without rowid*/;
create index participations_of_product on participations (seller_id, sku) where state = 'in';
create index participations_of_promotion on participations (promotion_id, seller_id, sku) where state = 'in';
create index participations_nominated on participations (promotion_id, updated_at) where state = 'nominated';

-- How many of a shop's products are in a promotion, so that a card with counts does not count.
create table promotion_counts (
  seller_id bigint not null,
  promotion_id bigint not null,
  joined bigint not null,
  primary key (seller_id, promotion_id)
) /*sqlite without rowid*/;

-- Products that will be added by themselves at the promotion's auto_add_at, as the seller set or left it.
create table auto_adds (
  seller_id bigint not null,
  promotion_id bigint not null,
  sku bigint not null,
  price bigint not null,
  quantity bigint,
  mode text not null,
  agreed_by text not null,
  agreed_at bigint not null,
  primary key (seller_id, promotion_id, sku)
) /*sqlite without rowid*/;

-- A seller's standing answer to automatic enrolment, per kind of promotion: 'ask', 'join' (above the floor), 'never'.
create table standing_answers (
  seller_id bigint not null,
  kind text not null,
  answer text not null,
  answered_by text not null,
  answered_at bigint not null,
  primary key (seller_id, kind)
) /*sqlite without rowid*/;

-- Who agreed to what, when: one row for each time. what: 'joined', 'changed', 'left', 'enrolled', 'announced', 'left_out', 'cut', 'dropped'.
create table consents (
  seller_id bigint not null,
  consent_id text not null,
  promotion_id bigint not null,
  sku bigint,
  what text not null,
  agreed_by text not null,
  at bigint not null,
  terms text not null,
  primary key (seller_id, consent_id)
) /*sqlite without rowid*/;
create index consents_of_product on consents (seller_id, sku, consent_id);
create index consents_of_promotion on consents (seller_id, promotion_id, consent_id);

-- Codes of promotions that want one. uses: how often it may still be used; null: as often as anybody likes.
create table coupons (
  code text not null primary key,
  seller_id bigint not null,
  promotion_id bigint not null,
  buyer_id text,
  uses bigint,
  used bigint not null
) /*sqlite without rowid*/;
create index coupons_of_promotion on coupons (seller_id, promotion_id, code);

-- Buyers who ask for a lower price. state: 'new', 'seen', 'approved', 'declined', 'expired', 'withdrawn', 'bought'.
create table discount_requests (
  seller_id bigint not null,
  request_id bigint not null,
  sku bigint not null,
  buyer_id text not null,
  buyer_name text not null,
  state text not null,
  list_price bigint not null,
  shown_price bigint not null,
  asked_price bigint not null,
  asked_min bigint not null,
  asked_max bigint not null,
  buyer_words text not null,
  seller_words text not null,
  approved_price bigint,
  approved_min bigint,
  approved_max bigint,
  bought bigint not null,
  automatic boolean not null,
  decided_by text,
  decided_name text not null,
  created_at bigint not null,
  seen_at bigint,
  decided_at bigint,
  ends_at bigint not null,
  previous bigint,
  version bigint not null,
  primary key (seller_id, request_id)
) /*sqlite without rowid*/;
create unique index discount_requests_by_id on discount_requests (request_id);
create index discount_requests_by_state on discount_requests (seller_id, state, request_id);
create index discount_requests_of_buyer on discount_requests (buyer_id, request_id);
create index discount_requests_of_product on discount_requests (seller_id, sku, request_id);

-- What a buyer means to buy.
create table basket_items (
  buyer_id text not null,
  sku bigint not null,
  seller_id bigint not null,
  quantity bigint not null,
  added_at bigint not null,
  primary key (buyer_id, sku)
) /*sqlite without rowid*/;

-- The prices promised to a buyer, until when; and the coupon that was typed. priced: JSON of what was promised.
create table promises (
  buyer_id text not null primary key,
  until bigint not null,
  coupon text,
  priced text not null,
  made_at bigint not null
) /*sqlite without rowid*/;
create index promises_by_end on promises (until);

-- Pieces of promotions that are kept for a buyer as long as the promise holds.
create table reservations (
  buyer_id text not null,
  seller_id bigint not null,
  promotion_id bigint not null,
  sku bigint not null,
  pieces bigint not null,
  until bigint not null,
  primary key (buyer_id, seller_id, promotion_id, sku)
) /*sqlite without rowid*/;
create index reservations_by_end on reservations (until);
