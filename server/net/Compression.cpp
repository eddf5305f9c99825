// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/Compression.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <boost/crc.hpp>

namespace tabletalk {

namespace {

constexpr size_t worthPacking = 1400;      // less fits into one packet anyway
constexpr size_t mostPacked = 1024 * 1024; // more would hold the I/O thread up
constexpr int fast = 1;

/// Whether the header takes a coding: named, or covered by "*", and not with q=0.
bool takes(const QStringList &codings, QLatin1StringView wanted)
{
    std::optional<bool> byStar;
    for (const QString &coding : codings) {
        const QString name = coding.section(u';', 0, 0).trimmed().toLower();
        const QString weight = coding.section(u';', 1).trimmed().toLower().remove(u' ');
        const bool refused = weight.startsWith(u"q=0") && weight.mid(3).remove(u'.').remove(u'0').isEmpty();
        if (name == wanted)
            return !refused;
        if (name == u"*")
            byStar = !refused;
    }
    return byStar.value_or(false);
}

void append32(std::string &out, quint32 number)
{
    for (int shift = 0; shift < 32; shift += 8)
        out += char(number >> shift & 0xff);
}

/// RFC 1952 around the raw stream inside of RFC 1950's.
std::string gzipFrom(const QByteArray &zlib, const std::string &plain)
{
    constexpr std::string_view head("\x1f\x8b\x08\x00\x00\x00\x00\x00\x04\xff", 10);
    constexpr qsizetype zlibHead = 2;
    constexpr qsizetype checksum = 4;
    std::string out(head);
    out.append(zlib.constData() + zlibHead, size_t(zlib.size() - zlibHead - checksum));
    boost::crc_32_type crc;
    crc.process_bytes(plain.data(), plain.size());
    append32(out, crc.checksum());
    append32(out, quint32(plain.size()));
    return out;
}

} // namespace

std::optional<ContentEncoding> chosenEncoding(std::string_view acceptEncoding)
{
    const QStringList codings =
        QString::fromLatin1(acceptEncoding.data(), qsizetype(acceptEncoding.size())).split(u',', Qt::SkipEmptyParts);
    if (takes(codings, QLatin1StringView("gzip")))
        return ContentEncoding::Gzip;
    if (takes(codings, QLatin1StringView("deflate")))
        return ContentEncoding::Deflate;
    return std::nullopt;
}

void compress(HttpReply &reply, std::string_view acceptEncoding)
{
    reply.headers.emplace_back("Vary", "Accept-Encoding");
    if (reply.stream || reply.body.size() < worthPacking || reply.body.size() > mostPacked)
        return;
    const auto encoding = chosenEncoding(acceptEncoding);
    if (!encoding)
        return;
    constexpr qsizetype qtLength = 4; // qCompress puts the plain length before the stream
    const QByteArray zlib =
        qCompress(reinterpret_cast<const uchar *>(reply.body.data()), qsizetype(reply.body.size()), fast).mid(qtLength);
    reply.body = *encoding == ContentEncoding::Gzip ? gzipFrom(zlib, reply.body) : zlib.toStdString();
    reply.headers.emplace_back("Content-Encoding", *encoding == ContentEncoding::Gzip ? "gzip" : "deflate");
}

} // namespace tabletalk
