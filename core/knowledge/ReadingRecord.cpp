// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/ReadingRecord.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tabletalk::knowledge {

using namespace Qt::StringLiterals;

namespace {

QString storable(const QJsonObject &object, QStringView name)
{
    return object.value(name).toString().remove(QChar(u'\0'));
}

QJsonObject inJson(const DocumentHeader &header)
{
    QJsonArray links;
    for (const QString &link : header.links)
        links.append(link);
    return {{u"record"_s, u"header"_s},        {u"title"_s, header.title}, {u"mediaType"_s, header.mediaType},
            {u"pages"_s, header.pages},        {u"links"_s, links},        {u"mayIndex"_s, header.mayIndex},
            {u"mayFollow"_s, header.mayFollow}};
}

QJsonObject inJson(const Section &section)
{
    return {{u"record"_s, u"section"_s},
            {u"page"_s, section.page},
            {u"heading"_s, section.heading},
            {u"text"_s, section.text},
            {u"recognised"_s, section.recognised}};
}

QJsonObject inJson(const ReadingEnd &end)
{
    return {{u"record"_s, u"end"_s},
            {u"sections"_s, end.sections},
            {u"pagesNotRead"_s, end.pagesNotRead},
            {u"pagesRecognised"_s, end.pagesRecognised}};
}

QJsonObject inJson(const Problem &problem)
{
    return {{u"record"_s, u"problem"_s},
            {u"code"_s, problem.codeName()},
            {u"title"_s, problem.title},
            {u"detail"_s, problem.detail},
            {u"hint"_s, problem.hint}};
}

DocumentHeader headerOf(const QJsonObject &object)
{
    DocumentHeader header;
    header.title = storable(object, u"title");
    header.mediaType = storable(object, u"mediaType");
    header.pages = object.value(u"pages").toInt();
    for (const QJsonValue &link : object.value(u"links").toArray())
        header.links.push_back(link.toString().remove(QChar(u'\0')));
    header.mayIndex = object.value(u"mayIndex").toBool();
    header.mayFollow = object.value(u"mayFollow").toBool();
    return header;
}

Problem problemOf(const QJsonObject &object)
{
    Problem problem =
        Problem::of(problemCodeFromName(object.value(u"code").toString()).value_or(ProblemCode::InvalidRequest),
                    storable(object, u"detail"), storable(object, u"hint"));
    problem.title = storable(object, u"title");
    return problem;
}

} // namespace

QByteArray writtenRecord(const ReadingRecord &record)
{
    const QJsonObject object = std::visit([](const auto &one) { return inJson(one); }, record);
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

Result<ReadingRecord> readRecord(QByteArrayView line)
{
    if (line.size() <= mostRecordBytes) {
        const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromRawData(line.data(), line.size())).object();
        const QString kind = object.value(u"record").toString();
        if (kind == u"header")
            return headerOf(object);
        if (kind == u"section" && object.value(u"text").toString().size() <= mostSectionCharacters)
            return Section{object.value(u"page").toInt(), storable(object, u"heading"), storable(object, u"text"),
                           object.value(u"recognised").toBool()};
        if (kind == u"end")
            return ReadingEnd{object.value(u"sections").toInteger(), object.value(u"pagesNotRead").toInt(),
                              object.value(u"pagesRecognised").toInt()};
        if (kind == u"problem")
            return problemOf(object);
    }
    return failure(ProblemCode::InvalidRequest);
}

} // namespace tabletalk::knowledge
