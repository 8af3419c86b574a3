select p.person_id, s.role, n.settings,
  cast(case when exists (select 1 from push_subscriptions d where d.person_id = p.person_id) then 1 else 0 end as bigint),
  cast(case when exists (select 1 from contacts c where c.person_id = p.person_id and c.confirmed_at is not null and c.bounces < 3)
    then 1 else 0 end as bigint),
  cast(case when exists (select 1 from telegram_chats t where t.person_id = p.person_id) then 1 else 0 end as bigint)
from persons p
left join staff s on s.person_id = p.person_id and s.seller_id = $3
left join notice_settings n on n.person_id = p.person_id and n.side = $2 and n.seller_id = $3
where p.person_id = $1
