select t.seller_id, t.report_id, t.review_id, t.reason, t.text, t.at, t.evidence, s.name
from reports t join sellers s on s.seller_id = t.seller_id
where t.state = 'open' order by t.at limit $1
