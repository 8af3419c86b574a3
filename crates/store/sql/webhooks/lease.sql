with due as materialized (
  select seller_id, webhook_id, seq from calls
  where state = 'waiting' and due_at <= $1
    and webhook_id not in (
      /*sqlite select value from json_each($4) */
      /*pg select jsonb_array_elements_text(cast(cast($4 as text) as jsonb)) */
    )
    and not exists (select 1 from calls earlier
      where earlier.seller_id = calls.seller_id and earlier.webhook_id = calls.webhook_id and earlier.subject = calls.subject
        and earlier.state = 'waiting' and earlier.seq < calls.seq)
  order by due_at limit $3
  /*pg for update of calls skip locked*/
)
update calls set due_at = $2, attempts = attempts + 1
where (seller_id, webhook_id, seq) in (select seller_id, webhook_id, seq from due)
returning seller_id, webhook_id, seq, kind, subject, at, due_at, attempts, state, done_at
