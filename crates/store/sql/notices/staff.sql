select a.person_id, a.role, n.settings,
  cast(case when exists (select 1 from push_subscriptions d where d.person_id = a.person_id) then 1 else 0 end as bigint),
  cast(case when exists (select 1 from contacts c where c.person_id = a.person_id and c.confirmed_at is not null and c.bounces < 3)
    then 1 else 0 end as bigint),
  cast(case when exists (select 1 from telegram_chats t where t.person_id = a.person_id) then 1 else 0 end as bigint)
from staff a
left join notice_settings n on n.person_id = a.person_id and n.side = 'shop' and n.seller_id = a.seller_id
where a.seller_id = $1
order by a.person_id
