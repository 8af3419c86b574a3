select decision, count(*) from (
  select decision from verdicts where author = $1 and at >= $2 order by at desc limit 200
) last
group by decision
