// SPDX-License-Identifier: GPL-3.0-or-later
//
// The functions that a statement may call: they compute from their arguments and touch no
// file, network, setting, lock, sequence or other statement. What is not here is refused.
#include "core/sql/StatementGuard.h"

#include <QSet>

namespace tabletalk::sql {

namespace {

QSet<QString> setOf(std::initializer_list<const char *> lists)
{
    QSet<QString> names;
    for (const char *list : lists) {
        for (const QString &name : QString::fromLatin1(list).split(u' ', Qt::SkipEmptyParts))
            names.insert(name);
    }
    return names;
}

constexpr const char *everywhere =
    "abs acos asin atan atan2 avg cast ceil ceiling char_length character_length coalesce concat concat_ws cos cot "
    "count cume_dist degrees dense_rank exp extract first_value floor greatest lag last_value lead least left length "
    "ln log log10 log2 lower lpad ltrim max min mod nth_value ntile nullif octet_length percent_rank pi position pow "
    "power radians rank replace reverse right round row_number rpad rtrim sign sin sqrt substr substring sum tan trim "
    "upper convert translate";

constexpr const char *sqlite =
    "acosh asinh atanh bm25 char cosh date datetime format fts5 glob group_concat highlight hex if ifnull iif instr "
    "json json_array json_array_length json_each json_error_position json_extract json_group_array json_group_object "
    "json_insert json_object json_pretty json_quote json_remove json_replace json_set json_tree json_type "
    "json_valid jsonb jsonb_array jsonb_extract jsonb_group_array jsonb_group_object jsonb_object julianday like "
    "likelihood likely match octet_length percentile percentile_cont percentile_disc median printf quote random "
    "regexp rtrim sinh snippet soundex strftime string_agg tanh time timediff total trunc typeof unhex unicode "
    "unixepoch unlikely sqlite_version changes";

constexpr const char *postgresql =
    "abbrev acosd age any_value array_agg array_append array_cat array_dims array_length array_lower "
    "array_ndims array_position array_positions array_prepend array_remove array_replace array_to_json "
    "array_to_string array_upper ascii asind asinh acosh atan2d atand atanh bit_and bit_count bit_length bit_or "
    "bit_xor bool_and bool_or btrim cardinality cbrt chr clock_timestamp convert_from convert_to corr cosd cosh cotd "
    "covar_pop covar_samp date date_bin date_part date_trunc decode div encode every factorial family format "
    "gamma gcd gen_random_uuid generate_series generate_subscripts get_bit get_byte host hostmask initcap isempty "
    "isfinite grouping json_agg json_array_elements json_array_elements_text json_array_length json_build_array "
    "json_build_object json_each json_each_text json_extract_path json_extract_path_text json_object json_object_agg "
    "json_object_keys json_populate_record json_populate_recordset json_strip_nulls json_to_record "
    "json_to_recordset json_typeof jsonb_agg jsonb_array_elements jsonb_array_elements_text jsonb_array_length "
    "jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text jsonb_extract_path jsonb_extract_path_text "
    "jsonb_insert jsonb_object jsonb_object_agg jsonb_object_keys jsonb_path_exists jsonb_path_match "
    "jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_populate_record jsonb_populate_recordset "
    "jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_typeof "
    "justify_days justify_hours justify_interval lcm lower_inc lower_inf make_date make_interval make_time "
    "make_timestamp make_timestamptz masklen md5 min_scale mode multirange netmask network normalize now num_nonnulls "
    "num_nulls overlay parse_ident percentile_cont percentile_disc phraseto_tsquery plainto_tsquery quote_ident "
    "quote_literal quote_nullable random range_agg range_intersect_agg range_merge regexp_count regexp_instr "
    "regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table "
    "regexp_substr regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy "
    "row_to_json scale sha224 sha256 sha384 sha512 similarity sind sinh split_part starts_with statement_timestamp "
    "stddev stddev_pop stddev_samp string_agg string_to_array string_to_table strpos tand tanh text time timezone "
    "timestamp to_ascii to_char to_date to_hex to_json to_jsonb to_number to_timestamp to_tsquery to_tsvector "
    "transaction_timestamp trim_array trim_scale trunc ts_headline ts_rank ts_rank_cd tsrange tstzrange daterange "
    "int4range int8range numrange unaccent unnest upper_inc upper_inf var_pop var_samp variance websearch_to_tsquery "
    "width_bucket word_similarity current_time current_timestamp localtime localtimestamp current_database "
    "current_schema version pg_typeof uuid_generate_v4 json_array json_arrayagg json_exists json_objectagg json_query "
    "json_table json_value st_area st_asgeojson st_astext st_centroid st_contains st_distance st_dwithin "
    "st_geomfromtext "
    "st_intersects st_length st_makepoint st_point st_setsrid st_srid st_transform st_within st_x st_y";

constexpr const char *mysql =
    "adddate addtime any_value ascii avg bin bit_and bit_count bit_length bit_or bit_xor char conv convert_tz crc32 "
    "curdate current_date current_time current_timestamp curtime date date_add date_format date_sub datediff day "
    "dayname dayofmonth dayofweek dayofyear elt field find_in_set format from_days from_unixtime get_format "
    "group_concat grouping hex hour if ifnull insert instr interval json_array json_array_append json_array_insert "
    "json_arrayagg json_contains json_contains_path json_depth json_extract json_insert json_keys json_length "
    "json_merge_patch json_merge_preserve json_object json_objectagg json_overlaps json_pretty json_quote "
    "json_remove json_replace json_search json_set json_table json_type json_unquote json_valid json_value last_day "
    "lcase localtime localtimestamp locate make_set makedate maketime md5 microsecond mid minute month monthname now "
    "oct ord period_add period_diff quarter quote rand regexp_instr regexp_like regexp_replace regexp_substr "
    "sec_to_time second sha sha1 sha2 soundex std stddev stddev_pop stddev_samp str_to_date strcmp subdate "
    "substring_index subtime sysdate time time_format time_to_sec timediff timestamp timestampadd timestampdiff "
    "to_days to_seconds truncate ucase unhex unix_timestamp utc_date utc_time utc_timestamp var_pop var_samp variance "
    "week weekday weekofyear year yearweek add_months bin_to_uuid database decode inet6_ntoa inet_aton inet_ntoa "
    "isnull "
    "match median natural_sort_key nvl nvl2 percentile_cont percentile_disc schema st_astext st_contains st_distance "
    "st_distance_sphere st_geomfromtext st_within st_x st_y to_char uuid uuid_to_bin version";

constexpr const char *sqlServer =
    "approx_count_distinct ascii atn2 char charindex checksum_agg choose count_big current_timestamp datalength "
    "dateadd datediff datediff_big datefromparts datename datepart datetime2fromparts datetimefromparts day "
    "eomonth format getdate getutcdate grouping grouping_id iif isdate isjson isnull isnumeric json_query json_value "
    "len "
    "month nchar openjson parse patindex percentile_cont percentile_disc quotename rand soundex difference space "
    "square stdev stdevp str string_agg string_escape string_split stuff switchoffset sysdatetime "
    "sysdatetimeoffset sysutcdatetime timefromparts todatetimeoffset top trunc try_cast try_convert try_parse unicode "
    "var "
    "varp year date_bucket datetrunc datetimeoffsetfromparts first_value generate_series json_array json_object "
    "json_path_exists newid smalldatetimefromparts bit_count concat_ws";

const QSet<QString> &functionsOf(Dialect dialect)
{
    static const QSet<QString> ofSqlite = setOf({everywhere, sqlite});
    static const QSet<QString> ofPostgresql = setOf({everywhere, postgresql});
    static const QSet<QString> ofMysql = setOf({everywhere, mysql});
    static const QSet<QString> ofSqlServer = setOf({everywhere, sqlServer});
    static const QSet<QString> ofOdbc = setOf({everywhere, "year month day hour minute second now curdate curtime"});
    switch (dialect) {
    case Dialect::SQLite:
        return ofSqlite;
    case Dialect::PostgreSQL:
        return ofPostgresql;
    case Dialect::MySQL:
        return ofMysql;
    case Dialect::SqlServer:
        return ofSqlServer;
    case Dialect::Odbc:
        break;
    }
    return ofOdbc;
}

} // namespace

bool isHarmlessFunction(const QString &name, Dialect dialect)
{
    return functionsOf(dialect).contains(name);
}

} // namespace tabletalk::sql
