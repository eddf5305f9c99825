// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/HtmlFile.h"

#include "reader/DecodedText.h"
#include "reader/HtmlHead.h"
#include "reader/HtmlText.h"
#include "reader/HtmlTree.h"
#include "reader/SectionWriter.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace tabletalk::reader {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostBytes = 16 * 1024 * 1024;
constexpr qsizetype placesOfMeta = 4'096;
constexpr int deepest = 2'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("FileReader", text);
}

QString charsetInMeta(const QByteArray &bytes)
{
    static const QRegularExpression meta(u"<meta[^>]*charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.-]+)"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    return meta.match(QString::fromLatin1(bytes.left(placesOfMeta))).captured(1);
}

/// Elements whose end may be left out, or that have none: many of them say nothing of depth.
bool endsByItself(QByteArrayView name)
{
    static constexpr std::array<const char *, 33> names{
        "area", "base",  "basefont", "body", "br",     "col",    "colgroup", "dd",    "dt",   "embed",  "frame",
        "head", "hr",    "html",     "img",  "input",  "keygen", "li",       "link",  "meta", "option", "optgroup",
        "p",    "param", "rp",       "rt",   "source", "tbody",  "td",       "tfoot", "th",   "thead",  "tr"};
    return std::ranges::any_of(names, [&](const char *one) { return name == one; }) || name == "track" || name == "wbr";
}

QByteArrayView nameAt(QByteArrayView html, qsizetype at)
{
    qsizetype end = at;
    const auto isLetter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    while (end < html.size() && isLetter(html[end]))
        ++end;
    return html.sliced(at, end - at);
}

} // namespace

bool nestsTooDeeply(QByteArrayView html)
{
    int depth = 0;
    for (qsizetype at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
        const bool closes = at + 1 < html.size() && html[at + 1] == '/';
        const QByteArray name = nameAt(html, at + (closes ? 2 : 1)).toByteArray().toLower();
        if (name.isEmpty() || endsByItself(name))
            continue;
        depth = closes ? std::max(0, depth - 1) : depth + 1;
        if (depth > deepest)
            return true;
        if (!closes && (name == "script" || name == "style")) {
            const qsizetype end = html.indexOf(QByteArray("</" + name), at);
            at = end < 0 ? at : end - 1;
        }
    }
    return false;
}

QString decodedHtml(const QByteArray &bytes, const QString &charset)
{
    const auto marked = QStringConverter::encodingForData(bytes);
    if (marked && *marked != QStringConverter::Latin1)
        return QStringDecoder(*marked).decode(bytes);
    for (const QString &name : {charset, charsetInMeta(bytes)}) {
        const QString lower = name.toLower();
        if (lower.isEmpty() || lower.startsWith("utf-16"_L1)) // a page that is read this far is not
            continue;
        if (lower == u"iso-8859-1" || lower == u"windows-1252" || lower == u"latin1" || lower == u"us-ascii")
            return fromWindows(bytes);
        QStringDecoder decoder(lower.toLatin1().constData());
        if (!decoder.isValid())
            continue;
        QString text = decoder.decode(bytes);
        if (!decoder.hasError())
            return text;
    }
    QStringDecoder decoder(QStringConverter::Utf8);
    QString text = decoder.decode(bytes);
    return decoder.hasError() ? fromWindows(bytes) : text;
}

Result<void> readHtml(QFile &file, const QUrl &base, const QString &charset, SectionWriter &out)
{
    if (file.size() > mostBytes)
        return failure(ProblemCode::TooLarge,
                       tr("The web page has %1 MB; one may have %2 MB.")
                           .arg(file.size() / 1'048'576 + 1)
                           .arg(mostBytes / 1'048'576),
                       tr("Divide it into smaller files."));
    file.seek(0);
    const QByteArray html = decodedHtml(file.readAll(), charset).toUtf8();
    if (nestsTooDeeply(html))
        return failure(ProblemCode::TooLarge,
                       tr("Elements of the web page stand within each other more than %1 times.").arg(deepest),
                       tr("Save its text alone."));
    const HtmlTree tree(html);
    out.begin(headerOf(tree, base));
    HtmlText(out).read(tree);
    return {};
}

} // namespace tabletalk::reader
