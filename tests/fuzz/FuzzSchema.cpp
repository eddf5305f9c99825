// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/FuzzSchema.h"

using namespace Qt::StringLiterals;

namespace tabletalk::test {

namespace {

const QStringList &plainNames()
{
    static const QStringList names =
        u"customer orders order_id product name city country price total_amount quantity created_at birthDate year "
        u"status "
        u"is_active employee manager_id department salary student course grade teacher flight airport airport_code "
        u"invoice invoices customer_id rating address phone email id code description date value count number level "
        u"stadium singer age weight height start_date end_date dept dname stuid 2ndName T1 t2 x"_s.split(u' ');
    return names;
}

const QStringList &oddNames()
{
    static const QStringList names{u"select"_s,
                                   u"order"_s,
                                   u"group"_s,
                                   u"table"_s,
                                   u"from"_s,
                                   u"user"_s,
                                   u"all"_s,
                                   u"not"_s,
                                   u"how many"_s,
                                   u"a\"b"_s,
                                   u"it's"_s,
                                   u"back`tick"_s,
                                   u"br]ack[et"_s,
                                   u"semi;colon -- /* x"_s,
                                   u"🙂 sales"_s,
                                   u"café"_s,
                                   u"名前"_s,
                                   u"اسم العميل"_s,
                                   u"zero\u200bwidth"_s,
                                   u"two  spaces"_s,
                                   u" leading"_s,
                                   u"trailing "_s,
                                   u"100%"_s,
                                   u"_"_s,
                                   u"__"_s,
                                   u"%1"_s,
                                   u"?"_s,
                                   u"rowid"_s,
                                   u"123"_s,
                                   u"line\nbreak"_s,
                                   u"MiXeD_Case Name"_s,
                                   u"a.b"_s,
                                   u"-"_s,
                                   u"e\u0301"_s};
    return names;
}

QString quoted(const QString &name)
{
    return QString(u'"' + QString(name).replace(u'"', u"\"\""_s) + u'"');
}

QString literal(const QString &text)
{
    return QString(u'\'' + QString(text).replace(u'\'', u"''"_s) + u'\'');
}

/// Writes one database.
class Writer
{
public:
    Writer(Draw &draw, Dialect dialect)
        : m_draw(draw)
        , m_dialect(dialect)
    {}

    QStringList write(FuzzShape shape);

private:
    struct Made
    {
        QString name; ///< quoted, with its schema
        QStringList columns;
        QStringList types;
    };

    bool onPostgres() const { return m_dialect == Dialect::PostgreSQL; }
    QString name();
    QString type();
    QString value(const QString &type);
    QString ordinaryValue(const QString &type);
    QString oddValue();
    void addTable(int columns, int rows);
    QStringList constraints(const Made &made);
    QString foreignKey(const Made &made);
    void addRows(const Made &made, int rows);
    void addView();

    Draw &m_draw;
    Dialect m_dialect;
    QStringList m_statements;
    std::vector<Made> m_tables;
};

QString Writer::name()
{
    if (m_draw.chance(3) && !onPostgres())
        return {};
    if (m_draw.chance(2))
        return QString(m_draw.of(plainNames())).repeated(onPostgres() ? 2 : 40).left(onPostgres() ? 60 : 400);
    if (m_draw.chance(25))
        return m_draw.of(oddNames());
    QString name = m_draw.of(plainNames());
    if (m_draw.chance(30))
        name += u'_' + m_draw.of(plainNames());
    return name;
}

QString Writer::type()
{
    static const QStringList ofSqlite =
        u"INTEGER|REAL|TEXT|BLOB|NUMERIC|DATE|DATETIME|BOOLEAN|DECIMAL(10,2)|JSON|VARCHAR(20)||FLIBBLE|TIME|MONEY"_s
            .split(u'|');
    static const QStringList ofPostgres =
        u"integer|bigint|smallint|numeric(12,2)|numeric|real|double precision|text|varchar(40)|char(3)|date|timestamp|"
        u"timestamptz|time|timetz|interval|boolean|bytea|json|jsonb|uuid|text[]|integer[]|inet|cidr|macaddr|point|box|"
        u"money|oid|bit(3)|varbit|tsvector|int4range|daterange|xml|name|\"char\"|mood|posint"_s.split(u'|');
    return m_draw.of(onPostgres() ? ofPostgres : ofSqlite);
}

QString Writer::oddValue()
{
    static const QStringList values{u"NULL"_s,
                                    u"9223372036854775807"_s,
                                    u"-9223372036854775808"_s,
                                    u"1e308"_s,
                                    u"9e999"_s,
                                    u"-0.0"_s,
                                    u"''"_s,
                                    u"' '"_s,
                                    u"'it''s'"_s,
                                    u"'100%_\\'"_s,
                                    u"'🙂'"_s,
                                    u"'2024-02-30'"_s,
                                    u"'31/12/1999'"_s,
                                    u"'null'"_s,
                                    u"x'00ff'"_s,
                                    u"CAST(x'ff41' AS TEXT)"_s,
                                    u"CAST(x'410042' AS TEXT)"_s,
                                    u"'abc' || char(0) || 'def'"_s,
                                    u"'how many'"_s};
    if (m_draw.chance(3))
        return literal(QString(m_draw.of(plainNames())).repeated(5000));
    return m_draw.of(values);
}

QString Writer::ordinaryValue(const QString &type)
{
    static const QStringList words =
        u"Paris|Lima|Osaka|New York|Ann Smith|Ben|open|closed|yes|no|Y|N|red|Blue|A|B|F|M|2024|Q1"_s.split(u'|');
    const QString kind = type.toLower();
    const auto has = [&](QLatin1StringView part) { return kind.contains(part); };
    const QString number = QString::number(m_draw.between(-5, 3000));
    if (has("range"_L1) || has("[]"_L1) || kind == u"tsvector" || kind == u"point" || kind == u"box")
        return u"NULL"_s;
    if (has("date"_L1) || has("timestamp"_L1))
        return literal(u"20%1-%2-11"_s.arg(m_draw.between(10, 29)).arg(m_draw.between(1, 12), 2, 10, QChar(u'0')));
    if (has("bool"_L1))
        return onPostgres() ? (m_draw.chance(50) ? u"true"_s : u"false"_s) : QString::number(m_draw.below(2));
    if (has("int"_L1) && kind != u"interval" && kind != u"point")
        return QString::number(m_draw.between(1, 2030));
    if (has("real"_L1) || has("num"_L1) || has("dec"_L1) || has("double"_L1) || has("money"_L1))
        return QString(number + u".25"_s);
    return literal(m_draw.of(words));
}

QString Writer::value(const QString &type)
{
    if (m_draw.chance(10))
        return u"NULL"_s;
    return !onPostgres() && m_draw.chance(15) ? oddValue() : ordinaryValue(type);
}

/// To a table that is there, to itself, to one that is not, or by columns that are not.
QString Writer::foreignKey(const Made &made)
{
    const QString own = m_draw.of(made.columns);
    if (m_tables.empty() || m_draw.chance(20))
        return u"FOREIGN KEY (%1) REFERENCES %2 (%3)"_s.arg(own, made.name, m_draw.of(made.columns));
    if (!onPostgres() && m_draw.chance(15))
        return u"FOREIGN KEY (%1) REFERENCES missing_table (id)"_s.arg(own);
    if (!onPostgres() && m_draw.chance(10))
        return u"FOREIGN KEY (%1) REFERENCES %2 (missing_column)"_s.arg(own, m_draw.of(m_tables).name);
    const Made &other = m_draw.of(m_tables);
    if (m_draw.chance(25))
        return u"FOREIGN KEY (%1, %2) REFERENCES %3 (%4, %5)"_s.arg(own, m_draw.of(made.columns), other.name,
                                                                    m_draw.of(other.columns), m_draw.of(other.columns));
    return u"FOREIGN KEY (%1) REFERENCES %2 (%3)"_s.arg(own, other.name, m_draw.of(other.columns));
}

QStringList Writer::constraints(const Made &made)
{
    QStringList parts;
    if (m_draw.chance(60))
        parts << u"PRIMARY KEY (%1)"_s.arg(made.columns.front());
    else if (m_draw.chance(50) && made.columns.size() > 1)
        parts << u"PRIMARY KEY (%1, %2)"_s.arg(made.columns[0], made.columns[1]);
    if (onPostgres()) // there a key to what is no key makes the whole table fail
        return parts;
    for (int i = m_draw.below(3); i > 0; --i)
        parts << foreignKey(made);
    return parts;
}

void Writer::addRows(const Made &made, int rows)
{
    for (int row = 0; row < rows; ++row) {
        QStringList values;
        for (const QString &type : made.types)
            values << value(type);
        m_statements << u"INSERT INTO "_s + made.name + u" VALUES ("_s + values.join(u", "_s) + u')';
    }
}

void Writer::addTable(int columns, int rows)
{
    Made made;
    made.name = quoted(name());
    if (onPostgres())
        made.name = m_draw.of({u"public."_s, u"sales."_s, u"\"odd schema\"."_s}) + made.name;
    QStringList known;
    QStringList parts;
    while (parts.size() < columns) {
        QString column = name();
        if (known.contains(column, Qt::CaseInsensitive))
            column += QString::number(parts.size());
        known << column;
        made.columns << quoted(column);
        made.types << type();
        parts << made.columns.back() + u' ' + made.types.back() + (m_draw.chance(10) ? u" NOT NULL"_s : QString());
    }
    const QStringList keys = constraints(made);
    m_statements << u"CREATE TABLE "_s + made.name + u" ("_s + (parts + keys).join(u", "_s) + u')';
    addRows(made, rows);
    if (onPostgres() && !m_tables.empty())
        m_statements << u"ALTER TABLE "_s + made.name + u" ADD "_s + foreignKey(made);
    m_tables.push_back(std::move(made));
}

void Writer::addView()
{
    const Made &of = m_draw.of(m_tables);
    const QString view = onPostgres() ? u"sales."_s + quoted(name()) : quoted(name());
    m_statements << u"CREATE VIEW %1 AS SELECT %2, count(*) AS n FROM %3 GROUP BY %2"_s.arg(view, m_draw.of(of.columns),
                                                                                            of.name);
    if (!onPostgres() && m_draw.chance(30))
        m_statements << u"CREATE VIEW broken AS SELECT * FROM not_there"_s;
}

QStringList Writer::write(FuzzShape shape)
{
    if (onPostgres())
        m_statements << u"CREATE SCHEMA sales"_s << u"CREATE SCHEMA \"odd schema\""_s
                     << u"CREATE TYPE mood AS ENUM ('open', 'closed', 'red')"_s
                     << u"CREATE DOMAIN posint AS integer CHECK (VALUE > 0)"_s;
    switch (shape) {
    case FuzzShape::Wide:
        addTable(onPostgres() ? 1500 : 2000, 3);
        addTable(5, 5);
        break;
    case FuzzShape::Many:
        for (int i = 0; i < 300; ++i)
            addTable(m_draw.between(1, 6), 1);
        break;
    case FuzzShape::NoRows:
        for (int i = 0; i < 6; ++i)
            addTable(m_draw.between(1, 8), 0);
        break;
    case FuzzShape::NoTables:
        break;
    case FuzzShape::Ordinary:
        for (int i = m_draw.between(1, 9); i > 0; --i)
            addTable(m_draw.between(1, 12), m_draw.below(25));
        for (int i = m_draw.below(3); i > 0; --i)
            addView();
    }
    return m_statements;
}

} // namespace

QStringList fuzzSchema(Draw &draw, FuzzShape shape, Dialect dialect)
{
    return Writer(draw, dialect).write(shape);
}

FuzzShape fuzzShape(int number)
{
    switch (number % 12) {
    case 2:
        return FuzzShape::Wide;
    case 5:
        return FuzzShape::NoRows;
    case 8:
        return FuzzShape::Many;
    case 11:
        return FuzzShape::NoTables;
    default:
        return FuzzShape::Ordinary;
    }
}

} // namespace tabletalk::test
