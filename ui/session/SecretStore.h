// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <functional>
#include <vector>

namespace tabletalk::ui {

/// Keeps the window's few secrets (refresh tokens) in the system's keychain. When no
/// keychain answers within a short time, in a file that only this user can read; place()
/// says which, and the settings panel shows it. Never blocks: everything is answered later.
class SecretStore : public QObject
{
    Q_OBJECT

public:
    enum class Place { Undecided, Keychain, File };

    /// directory: where the fallback file goes.
    explicit SecretStore(QString directory, std::chrono::milliseconds patience = std::chrono::milliseconds(1500),
                         QObject *parent = nullptr);
    ~SecretStore() override;

    Place place() const { return m_place; }
    QString filePath() const;

    /// An empty text when nothing is kept under the key.
    void read(const QString &key, QObject *context, std::function<void(const QString &)> done);
    /// An empty secret removes the key.
    void write(const QString &key, const QString &secret);

    /// Skips the keychain; for tests and for people who want it so.
    void useFile();

Q_SIGNALS:
    void placeChanged();
    /// A secret could not be kept.
    void failed(const tabletalk::Problem &why);

private:
    void decide();
    void settle(Place place);
    void whenDecided(std::function<void()> task);
    void readKeychain(const QString &key, QObject *context, std::function<void(const QString &)> done);
    void writeKeychain(const QString &key, const QString &secret);
    QString readFile(const QString &key) const;
    void writeFile(const QString &key, const QString &secret);

    QString m_directory;
    std::chrono::milliseconds m_patience;
    Place m_place = Place::Undecided;
    bool m_deciding = false;
    std::vector<std::function<void()>> m_waiting;
};

} // namespace tabletalk::ui
