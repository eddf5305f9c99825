// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/announcements/AnnouncementStore.h"

#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

const PlatformScope byOperator = PlatformScope::ofOperator();
const PlatformScope byPerson = PlatformScope::ofAccount();

api::Announcement announcementFrom(const Record &row)
{
    return {.id = row.id<AnnouncementId>(u"id"_s),
            .title = row.text(u"title"_s),
            .text = row.text(u"content"_s),
            .severity = row.text(u"severity"_s),
            .from = row.instant(u"begins_at"_s),
            .until = row.optionalInstant(u"ends_at"_s),
            .dismissible = row.flag(u"dismissible"_s),
            .createdAt = row.instant(u"created_at"_s)};
}

std::vector<api::Announcement> announcementsFrom(const std::vector<Record> &rows)
{
    std::vector<api::Announcement> announcements;
    for (const Record &row : rows)
        announcements.push_back(announcementFrom(row));
    return announcements;
}

Bindings contentsOf(const api::Announcement &announcement)
{
    return {{u"id"_s, stored(announcement.id)},
            {u"title"_s, announcement.title},
            {u"content"_s, announcement.text},
            {u"severity"_s, announcement.severity},
            {u"begins_at"_s, stored(announcement.from)},
            {u"ends_at"_s, stored(announcement.until)},
            {u"dismissible"_s, announcement.dismissible ? 1 : 0}};
}

} // namespace

void AnnouncementStore::insert(const api::Announcement &announcement)
{
    Bindings bindings = contentsOf(announcement);
    bindings.set(u"now"_s, stored(announcement.createdAt));
    m_transaction.execute(byOperator, u"announcements/insert"_s, bindings);
}

void AnnouncementStore::update(const api::Announcement &announcement)
{
    m_transaction.execute(byOperator, u"announcements/delete_dismissals"_s, {{u"id"_s, stored(announcement.id)}});
    m_transaction.execute(byOperator, u"announcements/update"_s, contentsOf(announcement));
}

bool AnnouncementStore::remove(AnnouncementId id)
{
    m_transaction.execute(byOperator, u"announcements/delete_dismissals"_s, {{u"id"_s, stored(id)}});
    return m_transaction.execute(byOperator, u"announcements/delete"_s, {{u"id"_s, stored(id)}}) > 0;
}

std::optional<api::Announcement> AnnouncementStore::find(AnnouncementId id)
{
    const auto row = m_transaction.selectOne(byOperator, u"announcements/find"_s, {{u"id"_s, stored(id)}});
    return row ? std::optional(announcementFrom(*row)) : std::nullopt;
}

std::vector<api::Announcement> AnnouncementStore::all()
{
    return announcementsFrom(m_transaction.select(byOperator, u"announcements/list"_s));
}

std::vector<api::Announcement> AnnouncementStore::current(UserId user, Instant now, int limit)
{
    return announcementsFrom(
        m_transaction.select(byPerson, u"announcements/list_current"_s,
                             {{u"user"_s, stored(user)}, {u"now"_s, stored(now)}, {u"limit"_s, limit}}));
}

void AnnouncementStore::dismiss(AnnouncementId id, UserId user, Instant now)
{
    m_transaction.execute(byPerson, u"announcements/dismiss"_s,
                          {{u"id"_s, stored(id)}, {u"user"_s, stored(user)}, {u"now"_s, stored(now)}});
}

} // namespace tabletalk
