// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Audit.h"
#include "core/base/Problem.h"

#include <QObject>
#include <QSaveFile>

#include <functional>

namespace tabletalk::ui {

class Session;

/// Writes all records that match a filter into a file, page after page: JSON lines when its
/// name ends in .jsonl, else CSV. The file appears when it is whole.
class AuditExport : public QObject
{
    Q_OBJECT

public:
    /// done: how many records, or why there is no file.
    using Done = std::function<void(const Result<int> &)>;

    AuditExport(Session &session, api::AuditListRequest filter, const QString &path, Done done, QObject *parent);
    void start();

private:
    void fetch();
    void write(const api::AuditEntry &entry);
    void finish(const Result<int> &result);

    Session &m_session;
    api::AuditListRequest m_request;
    QSaveFile m_file;
    bool m_jsonLines;
    int m_count = 0;
    Done m_done;
};

} // namespace tabletalk::ui
