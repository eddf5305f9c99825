// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/CrawlFrontier.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tabletalk {

using namespace Qt::StringLiterals;

bool CrawlFrontier::markSeen(const QUrl &url)
{
    const QByteArray address = url.toEncoded();
    if (m_seen.contains(address))
        return false;
    m_seen.insert(address);
    m_addressBytes += address.size();
    return true;
}

void CrawlFrontier::add(const QUrl &url, int depth)
{
    if (m_addressBytes > mostAddressBytes)
        m_isFull = true;
    else if (markSeen(url))
        m_waiting.push_back({url, depth});
}

std::optional<CrawlFrontier::Place> CrawlFrontier::next()
{
    if (m_waiting.empty())
        return {};
    Place place = std::move(m_waiting.front());
    m_waiting.pop_front();
    return place;
}

QByteArray CrawlFrontier::kept() const
{
    QJsonArray waiting;
    for (const Place &place : m_waiting)
        waiting.append(QJsonArray{QString::fromLatin1(place.url.toEncoded()), place.depth});
    QJsonArray seen;
    for (const QByteArray &address : m_seen)
        seen.append(QString::fromLatin1(address));
    QJsonArray refusals;
    for (const CrawlRefusal &refusal : summary.refusals)
        refusals.append(QJsonArray{QString::fromLatin1(refusal.url.toEncoded()), refusal.problem.codeName()});
    const QJsonObject state{{u"waiting"_s, waiting},
                            {u"refusals"_s, refusals},
                            {u"seen"_s, seen},
                            {u"pages"_s, summary.pages},
                            {u"forbidden"_s, summary.forbidden},
                            {u"notToKeep"_s, summary.notToKeep},
                            {u"notRead"_s, summary.notRead},
                            {u"bytes"_s, bytes},
                            {u"elapsed"_s, qint64(elapsed.count())}};
    return QJsonDocument(state).toJson(QJsonDocument::Compact);
}

std::optional<CrawlFrontier> CrawlFrontier::fromKept(const QByteArray &kept)
{
    const QJsonObject state = QJsonDocument::fromJson(kept).object();
    if (!state.contains(u"waiting"))
        return {};
    CrawlFrontier frontier;
    for (const QJsonValue &value : state.value(u"waiting").toArray()) {
        const QUrl url = QUrl::fromEncoded(value[0].toString().toLatin1());
        frontier.m_waiting.push_back({url, value[1].toInt()});
    }
    for (const QJsonValue &value : state.value(u"seen").toArray())
        frontier.markSeen(QUrl::fromEncoded(value.toString().toLatin1()));
    for (const QJsonValue &value : state.value(u"refusals").toArray()) {
        const auto code = problemCodeFromName(value[1].toString());
        frontier.summary.refusals.push_back(
            {QUrl::fromEncoded(value[0].toString().toLatin1()), Problem::of(code.value_or(ProblemCode::Internal))});
    }
    frontier.summary.pages = state.value(u"pages").toInt();
    frontier.summary.forbidden = state.value(u"forbidden").toInt();
    frontier.summary.notToKeep = state.value(u"notToKeep").toInt();
    frontier.summary.notRead = state.value(u"notRead").toInt();
    frontier.bytes = state.value(u"bytes").toInteger();
    frontier.elapsed = std::chrono::milliseconds(state.value(u"elapsed").toInteger());
    return frontier;
}

} // namespace tabletalk
