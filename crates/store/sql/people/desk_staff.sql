select d.person_id, p.name, d.role from desk_staff d join persons p on p.person_id = d.person_id
order by p.name, d.person_id limit 200
