//! Words for what a seller takes along: the list as a table, the chain of receipts.

use super::words;

words! {
    /// Words for what a seller takes along: the list as a table, the chain of receipts.
    ExportWords
    words {
        download_list: "Скачать список", "Download the list";
        title: "Список для скачивания", "List to download";
        preparing: "Собираем список", "Collecting the list";
        preparing_text: "Можно уйти с этой страницы: список соберётся сам.", "You may leave this page: the list is collected all the same.";
        ready: "Список готов", "The list is ready";
        failed: "Не получилось собрать список", "The list could not be collected";
        failed_text: "Мы записали, что случилось. Начните ещё раз.", "We have noted what happened. Please start again.";
        begin: "Собрать", "Collect";
        again: "Собрать ещё раз", "Collect again";
        format: "Вид файла", "Kind of file";
        csv: "CSV", "CSV";
        xlsx: "Excel (XLSX)", "Excel (XLSX)";
        csv_hint: "CSV открывается везде, Excel сохраняет ширину столбцов и даты", "CSV opens everywhere, Excel keeps widths and dates";
        download: "Скачать", "Download";
        kilobytes: "КБ", "KB";
        megabytes: "МБ", "MB";
        receipts: "Журнал модерации", "Moderation receipts";
        receipts_sub: "Каждое решение с причинами, неизменный", "Every verdict with its reasons, cannot be altered";
        receipts_what: "Здесь записано каждое решение по вашим текстам: что судили, по какому правилу или кем по роли, с какими причинами и когда. Записи связаны цепью: если изменить, убрать или переставить хотя бы одну, проверка это покажет.", "Every verdict on your texts is recorded here: what was judged, by which rule or role, for which reasons and when. The records form a chain: if a single one is changed, removed or swapped, the check shows it.";
        receipts_none: "Решений пока не было", "No verdicts yet";
        receipts_none_text: "Первая запись появится, когда модерация что-нибудь решит.", "The first record appears when moderation decides something.";
        receipts_download: "Скачать журнал", "Download the receipts";
        receipts_verify: "Как проверить", "How to verify";
        receipts_verify_text: "Скачайте журнал и выполните на своём компьютере:", "Download the file and run on your own machine:";
        receipts_verify_note: "Программа пересчитает цепь и назовёт первую запись, которая не сходится.", "The program computes the chain again and names the first record that does not fit.";
        receipts_head: "Отпечаток последней записи", "Hash of the last record";
        receipts_head_note: "Сохраните его у себя: по нему видно и то, что записи с конца не убраны.", "Keep it: it also shows that no records were cut off the end.";
    }
    phrases {
        rows_of: "из {}", "of {}";
        last_at: "Последняя запись: {}", "Last record: {}";
    }
    plurals {
        n_receipts: ("запись", "записи", "записей"), ("record", "records");
        n_rows: ("строка", "строки", "строк"), ("row", "rows");
    }
}
