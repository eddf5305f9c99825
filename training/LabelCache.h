// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <mutex>
#include <optional>

namespace tabletalk::training {

/// Remembers over runs which query is right for which question, so that a change to the analyst
/// only costs running what is new. Safe to use from several threads.
class LabelCache
{
public:
    explicit LabelCache(QString file);

    std::optional<bool> find(const QString &question, const QString &sql) const;
    void insert(const QString &question, const QString &sql, bool right);
    void save() const;

private:
    static QByteArray keyOf(const QString &question, const QString &sql);

    QString m_file;
    mutable std::mutex m_mutex;
    QHash<QByteArray, bool> m_labels;
};

} // namespace tabletalk::training
