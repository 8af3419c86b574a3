select t.who, t.kind, count(*) from traces t
join (select kind, hash from traces where who = $1 order by at desc limit 100) mine on mine.kind = t.kind and mine.hash = t.hash
where t.who <> $1 group by t.who, t.kind order by t.who, t.kind limit $2
