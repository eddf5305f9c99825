// SPDX-License-Identifier: GPL-3.0-or-later
#include "training/LabelCache.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace tabletalk::training {

static constexpr qsizetype keyLength = 12;

QByteArray LabelCache::keyOf(const QString &question, const QString &sql)
{
    return QCryptographicHash::hash(QString(question + QChar(u'\0') + sql).toUtf8(), QCryptographicHash::Sha256)
        .left(keyLength);
}

LabelCache::LabelCache(QString file)
    : m_file(std::move(file))
{
    QFile saved(m_file);
    if (m_file.isEmpty() || !saved.open(QIODevice::ReadOnly))
        return;
    const QByteArray all = saved.readAll();
    for (qsizetype at = 0; at + keyLength < all.size(); at += keyLength + 1)
        m_labels.insert(all.mid(at, keyLength), all[at + keyLength] != 0);
}

std::optional<bool> LabelCache::find(const QString &question, const QString &sql) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_labels.constFind(keyOf(question, sql));
    return found == m_labels.constEnd() ? std::nullopt : std::optional(*found);
}

void LabelCache::insert(const QString &question, const QString &sql, bool right)
{
    const std::scoped_lock lock(m_mutex);
    m_labels.insert(keyOf(question, sql), right);
}

void LabelCache::save() const
{
    if (m_file.isEmpty())
        return;
    QDir().mkpath(QFileInfo(m_file).path());
    QFile file(m_file);
    if (!file.open(QIODevice::WriteOnly))
        return;
    for (auto label = m_labels.constBegin(); label != m_labels.constEnd(); ++label)
        file.write(label.key() + char(label.value() ? 1 : 0));
}

} // namespace tabletalk::training
