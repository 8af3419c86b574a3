select q.stage, q.others > 0, count(*)
