// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/UnderstandingCodec.h"

#include "core/schema/PackedStream.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>
#include <concepts>

namespace tabletalk {

namespace {

constexpr quint32 magic = 0x54545544; // "TTUD"
constexpr quint32 formatVersion = 3;
constexpr qsizetype checksumLength = 32;
constexpr quint64 mostReserved = 4096; ///< on the word of a count alone
constexpr qsizetype headLength = 8 + checksumLength;

/// One description of every struct serves both directions: Writer and Reader have the same
/// call operator, and the fields are listed once, in order, in the fields() functions.
class Writer
{
public:
    static constexpr bool reading = false;

    void plain(const QString &value) { m_packed.text(value); }
    void plain(bool value) { m_packed.flag(value); }
    void plain(qint64 value) { m_packed.integer(value); }
    void plain(double value) { m_packed.real(value); }
    void plain(quint8 value) { m_packed.number(value); }

    quint64 count(size_t size)
    {
        m_packed.number(size);
        return size;
    }

    static bool good() { return true; }
    QByteArray take() { return m_packed.take(); }

private:
    PackedWriter m_packed;
};

class Reader
{
public:
    static constexpr bool reading = true;

    explicit Reader(const QByteArray &bytes)
        : m_packed(bytes)
    {}

    void plain(QString &value) { value = m_packed.text(); }
    void plain(bool &value) { value = m_packed.flag(); }
    void plain(qint64 &value) { value = m_packed.integer(); }
    void plain(double &value) { value = m_packed.real(); }
    void plain(quint8 &value) { value = quint8(m_packed.number()); }

    /// Lists grow item by item, so a false count costs nothing: the bytes end before it does.
    quint64 count(size_t) { return m_packed.number(); }

    void spoil() { m_packed.spoil(); }
    bool good() const { return !m_packed.bad(); }
    bool atEnd() const { return m_packed.atEnd(); }

private:
    PackedReader m_packed;
};

template <class Stream, class T>
    requires std::same_as<T, QString> || std::same_as<T, bool> || std::same_as<T, qint64> || std::same_as<T, double>
void field(Stream &stream, T &value)
{
    stream.plain(value);
}

template <class Stream, class Enum>
    requires std::is_enum_v<Enum>
void choice(Stream &stream, Enum &value, Enum last)
{
    quint8 number = quint8(value);
    stream.plain(number);
    if constexpr (Stream::reading) {
        if (number > quint8(last))
            stream.spoil();
        else
            value = Enum(number);
    }
}

template <class Stream, class T>
void field(Stream &stream, std::optional<T> &value)
{
    bool present = value.has_value();
    stream.plain(present);
    if (!present)
        return;
    if constexpr (Stream::reading)
        value.emplace();
    field(stream, *value);
}

template <class Stream>
void fields(Stream &stream, ColumnProfile &profile);
template <class Stream>
void fields(Stream &stream, Column &column);
template <class Stream>
void fields(Stream &stream, ForeignKey &key);
template <class Stream>
void fields(Stream &stream, Table &table);
template <class Stream>
void fields(Stream &stream, ColumnValues &values);
template <class Stream>
void fields(Stream &stream, QuestionExample &example);

template <class Stream, class T>
void list(Stream &stream, std::vector<T> &items)
{
    const quint64 count = stream.count(items.size());
    if constexpr (Stream::reading)
        items.reserve(size_t(std::min(count, mostReserved)));
    for (quint64 i = 0; i < count && stream.good(); ++i) {
        if constexpr (Stream::reading)
            items.emplace_back();
        T &item = items[size_t(i)];
        if constexpr (std::same_as<T, QString>)
            field(stream, item);
        else
            fields(stream, item);
    }
}

template <class Stream>
void fields(Stream &stream, ColumnProfile &profile)
{
    field(stream, profile.distinctCount);
    field(stream, profile.nullCount);
    field(stream, profile.minimum);
    field(stream, profile.maximum);
    list(stream, profile.samples);
    field(stream, profile.samplesComplete);
    field(stream, profile.exact);
}

template <class Stream>
void fields(Stream &stream, Column &column)
{
    field(stream, column.name);
    field(stream, column.databaseType);
    choice(stream, column.type, ColumnType::Other);
    field(stream, column.nullable);
    field(stream, column.unique);
    field(stream, column.generated);
    field(stream, column.comment);
    choice(stream, column.role, ColumnRole::Text);
    field(stream, column.unit);
    field(stream, column.description);
    fields(stream, column.profile);
}

template <class Stream>
void fields(Stream &stream, ForeignKey &key)
{
    list(stream, key.columns);
    field(stream, key.referencedSchema);
    field(stream, key.referencedTable);
    list(stream, key.referencedColumns);
    choice(stream, key.origin, KeyOrigin::Inferred);
    field(stream, key.confidence);
}

template <class Stream>
void fields(Stream &stream, Table &table)
{
    field(stream, table.schema);
    field(stream, table.name);
    choice(stream, table.kind, TableKind::View);
    field(stream, table.comment);
    field(stream, table.description);
    field(stream, table.rowCount);
    list(stream, table.columns);
    list(stream, table.primaryKey);
    list(stream, table.foreignKeys);
    field(stream, table.changeMark);
    field(stream, table.profiled);
}

template <class Stream>
void fields(Stream &stream, ColumnValues &values)
{
    field(stream, values.schema);
    field(stream, values.table);
    field(stream, values.column);
    list(stream, values.values);
    field(stream, values.complete);
}

template <class Stream>
void fields(Stream &stream, QuestionExample &example)
{
    field(stream, example.question);
    field(stream, example.sql);
    field(stream, example.rowCount);
}

template <class Stream>
void fields(Stream &stream, Understanding &understanding)
{
    choice(stream, understanding.schema.dialect, Dialect::Odbc);
    field(stream, understanding.schema.defaultSchema);
    list(stream, understanding.schema.tables);
    list(stream, understanding.values);
    field(stream, understanding.organisation.kind);
    field(stream, understanding.organisation.confidence);
    list(stream, understanding.organisation.evidence);
    list(stream, understanding.examples);
    field(stream, understanding.complete);
}

QByteArray headFor(const QByteArray &body)
{
    QByteArray head(8, Qt::Uninitialized);
    qToBigEndian(magic, head.data());
    qToBigEndian(formatVersion, head.data() + 4);
    return head + QCryptographicHash::hash(body, QCryptographicHash::Sha256);
}

std::unexpected<Problem> unreadable(const QString &detail)
{
    return failure(ProblemCode::NotReady, detail,
                   QCoreApplication::translate("UnderstandingCodec", "Read the database again."));
}

} // namespace

QByteArray encodeUnderstanding(const Understanding &understanding)
{
    Writer writer;
    // The fields are listed once for both directions; writing changes nothing.
    fields(writer, const_cast<Understanding &>(understanding)); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    const QByteArray body = writer.take();
    return headFor(body) + body;
}

Result<Understanding> decodeUnderstanding(const QByteArray &bytes)
{
    const auto damaged = [] {
        return unreadable(
            QCoreApplication::translate("UnderstandingCodec", "What was learned of this database is damaged."));
    };
    if (bytes.size() < headLength + 4 || qFromBigEndian<quint32>(bytes.constData()) != magic)
        return damaged();
    if (qFromBigEndian<quint32>(bytes.constData() + 4) != formatVersion) {
        return unreadable(QCoreApplication::translate(
            "UnderstandingCodec", "What was learned of this database was kept by another version of Tabletalk."));
    }
    const QByteArray body = bytes.mid(headLength);
    if (headFor(body) != bytes.left(headLength))
        return damaged();

    Reader reader(body);
    Understanding understanding;
    fields(reader, understanding);
    if (!reader.good() || !reader.atEnd())
        return damaged();
    return understanding;
}

} // namespace tabletalk
