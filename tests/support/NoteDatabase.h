// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "server/platform/Migrations.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Statements.h"
#include "tests/support/PlatformPlace.h"

namespace tabletalk::test {

/// A table "notes" (tenant_id, id, text, at, bytes) with statements on it, for tests of the
/// platform database itself: it needs none of ours.
Statements noteStatements(const QString &dialect);

/// 1: the notes; 2: another table, "more", with one row; 3: one that fails in its middle.
Migrations noteMigrations(int count = 1);

extern const TenantScope noteScope;
extern const TenantScope otherNoteScope;

/// Work that inserts a note of noteScope.
std::function<void(Transaction &)> insertNote(const QString &id, const QString &text = QStringLiteral("text"),
                                              qint64 at = 0, const QByteArray &bytes = {});
qint64 countNotes(PlatformDatabase &database);

/// Where a test's own database for the notes is, on either engine.
class NotePlace
{
public:
    NotePlace();
    QString address() const { return m_place.url().isEmpty() ? m_place.directory() : m_place.url(); }

private:
    PlatformPlace m_place;
};

/// Opens the platform database with the notes in it. The address is a folder for SQLite, or
/// a URL of PostgreSQL.
Result<std::unique_ptr<PlatformDatabase>> openNotes(const QString &address, const Clock &clock, int migrations = 1,
                                                    PlatformDatabaseOptions options = {});

} // namespace tabletalk::test
