insert into question_facets (seller_id, stage, others, questions) values ($1, $2, $3, $4)
on conflict (seller_id, stage, others) do update set questions = question_facets.questions + excluded.questions
