// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/UnderstandingCodec.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDataStream>
#include <QIODevice>
#include <QtEndian>

#include <concepts>

namespace tabletalk {

namespace {

constexpr quint32 magic = 0x54545544; // "TTUD"
constexpr quint32 formatVersion = 2;
constexpr qsizetype checksumLength = 32;
constexpr qsizetype headLength = 8 + checksumLength;

/// What qUncompress may allocate: the largest schemas we know take a few hundred MB.
constexpr quint32 mostUncompressed = 1024U * 1024 * 1024;

/// One description of every struct serves both directions: Writer and Reader have the same
/// call operator, and the fields are listed once, in order, in the fields() functions.
class Writer
{
public:
    static constexpr bool reading = false;

    explicit Writer(QByteArray &bytes)
        : m_stream(&bytes, QIODevice::WriteOnly)
    {
        m_stream.setVersion(QDataStream::Qt_6_4);
    }

    template <class T>
    void plain(const T &value)
    {
        m_stream << value;
    }

    qint64 count(size_t size)
    {
        m_stream << qint64(size);
        return qint64(size);
    }

    bool good() const { return m_stream.status() == QDataStream::Ok; }

private:
    QDataStream m_stream;
};

class Reader
{
public:
    static constexpr bool reading = true;

    explicit Reader(const QByteArray &bytes)
        : m_stream(bytes)
    {
        m_stream.setVersion(QDataStream::Qt_6_4);
    }

    template <class T>
    void plain(T &value)
    {
        m_stream >> value;
    }

    /// Every element takes a byte at least, so no count is believed beyond the bytes left.
    qint64 count(size_t)
    {
        qint64 size = 0;
        m_stream >> size;
        if (size < 0 || size > m_stream.device()->bytesAvailable()) {
            m_stream.setStatus(QDataStream::ReadCorruptData);
            return 0;
        }
        return size;
    }

    void spoil() { m_stream.setStatus(QDataStream::ReadCorruptData); }
    bool good() const { return m_stream.status() == QDataStream::Ok; }
    bool atEnd() const { return m_stream.atEnd(); }

private:
    QDataStream m_stream;
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
    const qint64 count = stream.count(items.size());
    for (qint64 i = 0; i < count && stream.good(); ++i) {
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
    QByteArray plain;
    {
        Writer writer(plain);
        // The fields are listed once for both directions; writing changes nothing.
        fields(writer, const_cast<Understanding &>(understanding)); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    }
    const QByteArray body = qCompress(plain, 3);
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
    if (headFor(body) != bytes.left(headLength) || qFromBigEndian<quint32>(body.constData()) > mostUncompressed)
        return damaged();

    Reader reader(qUncompress(body));
    Understanding understanding;
    fields(reader, understanding);
    if (!reader.good() || !reader.atEnd())
        return damaged();
    return understanding;
}

} // namespace tabletalk
