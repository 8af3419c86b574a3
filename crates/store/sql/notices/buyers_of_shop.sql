select o.buyer_id, null, n.settings,
  cast(case when exists (select 1 from push_subscriptions d where d.person_id = o.buyer_id) then 1 else 0 end as bigint),
  cast(case when exists (select 1 from contacts c where c.person_id = o.buyer_id and c.confirmed_at is not null and c.bounces < 3)
    then 1 else 0 end as bigint),
  cast(case when exists (select 1 from telegram_chats t where t.person_id = o.buyer_id) then 1 else 0 end as bigint)
from (select distinct buyer_id from order_items where seller_id = $1 and buyer_id > $2 order by buyer_id limit $3) o
left join notice_settings n on n.person_id = o.buyer_id and n.side = 'buyer' and n.seller_id = 0
order by o.buyer_id
