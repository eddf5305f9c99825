// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/CodecImpl.h"

#include <boost/json/src.hpp>

#include <QCoreApplication>

namespace tabletalk::api {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Codec", text);
}

/// Depth of nesting found by a scan that knows strings, so that it can be told from
/// other errors and no recursion is ever entered for it.
bool nestsDeeperThan(std::string_view text, size_t limit)
{
    size_t depth = 0;
    bool inString = false;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > limit)
                return true;
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        }
    }
    return false;
}

} // namespace

Result<boost::json::value> parseJson(std::string_view text, const JsonLimits &limits)
{
    if (text.size() > limits.maxBytes)
        return failure(ProblemCode::TooLarge,
                       tr("The message has %1 bytes; the limit is %2.").arg(text.size()).arg(limits.maxBytes));
    if (nestsDeeperThan(text, limits.maxDepth))
        return failure(ProblemCode::MalformedJson, tr("The message nests deeper than %1 levels.").arg(limits.maxDepth));

    boost::json::parse_options options;
    options.max_depth = limits.maxDepth;
    boost::system::error_code failed;
    boost::json::value value =
        boost::json::parse(boost::json::string_view(text.data(), text.size()), failed, {}, options);
    if (failed)
        return failure(ProblemCode::MalformedJson, QString::fromStdString(failed.message()));
    return value;
}

namespace codec {

void complain(Errors &errors, const QString &path, const QString &expected)
{
    if (errors.size() < maxReportedErrors)
        errors.push_back({path, expected});
}

QString expectedUuid()
{
    return tr("expected a UUID");
}
QString expectedBoolean()
{
    return tr("expected true or false");
}
QString expectedNumber()
{
    return tr("expected a number");
}
QString expectedArray()
{
    return tr("expected an array");
}
QString expectedObject()
{
    return tr("expected an object");
}
QString missingField()
{
    return tr("is required");
}

void readText(const boost::json::value &json, QString &out, const QString &path, Errors &errors)
{
    if (const auto *text = json.if_string())
        out = QString::fromUtf8(text->data(), qsizetype(text->size()));
    else
        complain(errors, path, tr("expected a text"));
}

void readInstant(const boost::json::value &json, Instant &out, const QString &path, Errors &errors)
{
    QString text;
    if (const auto *string = json.if_string())
        text = QString::fromUtf8(string->data(), qsizetype(string->size()));
    if (const auto at = Instant::fromRfc3339(text))
        out = *at;
    else
        complain(errors, path, tr("expected a time such as 2026-01-31T09:30:00Z"));
}

void readInteger(const boost::json::value &json, qint64 &out, qint64 least, qint64 most, const QString &path,
                 Errors &errors)
{
    boost::system::error_code failed;
    const auto number = json.to_number<qint64>(failed);
    if (failed)
        complain(errors, path, tr("expected a whole number"));
    else if (number < least || number > most)
        complain(errors, path, tr("expected a whole number from %1 to %2").arg(least).arg(most));
    else
        out = number;
}

} // namespace codec
} // namespace tabletalk::api
