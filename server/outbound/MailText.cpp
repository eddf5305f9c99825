// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/outbound/MailText.h"

#include "core/crypto/RandomToken.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace tabletalk {

namespace {

constexpr qsizetype base64Line = 76; // RFC 2045, 6.8

QByteArray inLines(const QByteArray &base64)
{
    QByteArray lines;
    for (qsizetype at = 0; at < base64.size(); at += base64Line) {
        lines += base64.mid(at, base64Line);
        lines += "\r\n";
    }
    return lines;
}

/// RFC 2047: encoded words of at most 75 characters, none of which splits a character.
QByteArray encodedWords(const QString &text)
{
    QByteArray words;
    constexpr qsizetype perWord = 12;
    for (qsizetype at = 0; at < text.size();) {
        qsizetype length = std::min(perWord, text.size() - at);
        if (text[at + length - 1].isHighSurrogate() && at + length < text.size())
            ++length;
        if (!words.isEmpty())
            words += "\r\n ";
        words += "=?UTF-8?B?" + text.mid(at, length).toUtf8().toBase64() + "?=";
        at += length;
    }
    return words;
}

QString withoutControls(QString text)
{
    text.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    return text;
}

} // namespace

bool isMailAddress(const QString &address)
{
    constexpr qsizetype longest = 254;
    const qsizetype at = address.indexOf(u'@');
    return at > 0 && at + 1 < address.size() && address.size() <= longest && std::ranges::all_of(address, [](QChar c) {
               return c.isPrint() && !c.isSpace() && c != u'<' && c != u'>' && c != u',' && c != u';' && c != u'"';
           });
}

QByteArray mailText(const Mail &mail, const QString &from, Instant now)
{
    const QString date = QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(now.msSinceEpoch, Qt::UTC),
                                               QStringLiteral("ddd, dd MMM yyyy hh:mm:ss"));
    const QString domain = from.section(u'@', -1);
    QByteArray text;
    text += "From: " + withoutControls(from).toUtf8() + "\r\n";
    text += "To: " + withoutControls(mail.to).toUtf8() + "\r\n";
    text += "Subject: " + encodedWords(withoutControls(mail.subject)) + "\r\n";
    text += "Date: " + date.toLatin1() + " +0000\r\n";
    text += "Message-ID: <" + crypto::randomToken().toLatin1() + "@" + withoutControls(domain).toUtf8() + ">\r\n";
    text += "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n";
    return text + inLines(mail.text.toUtf8().toBase64());
}

} // namespace tabletalk
