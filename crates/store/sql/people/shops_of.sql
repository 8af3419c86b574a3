select s.seller_id, s.name, t.role from staff t join sellers s on s.seller_id = t.seller_id
where t.person_id = $1 order by s.seller_id
