// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/SecretStore.h"

#include "ui/session/UserSeal.h"

#ifdef TABLETALK_KEYCHAIN
#include <qt6keychain/keychain.h>
#endif

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QSaveFile>
#include <QTimer>

#include <utility>

namespace tabletalk::ui {

namespace {

#ifdef TABLETALK_KEYCHAIN
constexpr auto service = "Tabletalk";
#endif
constexpr qint64 maxFileBytes = 1024 * 1024;

} // namespace

SecretStore::SecretStore(QString directory, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_directory(std::move(directory))
    , m_patience(patience)
{}

SecretStore::~SecretStore() = default;

QString SecretStore::filePath() const
{
    return m_directory + QStringLiteral("/secrets.json");
}

void SecretStore::useFile()
{
    settle(Place::File);
}

#ifdef TABLETALK_KEYCHAIN
/// Asks the keychain for something harmless: who answers that will also keep our secrets.
void SecretStore::decide()
{
    if (m_deciding)
        return;
    m_deciding = true;
    auto *probe = new QKeychain::ReadPasswordJob(QLatin1StringView(service), this);
    probe->setKey(QStringLiteral("probe"));
    connect(probe, &QKeychain::Job::finished, this, [this](QKeychain::Job *job) {
        const auto error = job->error();
        const bool answers = error == QKeychain::NoError || error == QKeychain::EntryNotFound;
        settle(answers ? Place::Keychain : Place::File);
    });
    QTimer::singleShot(m_patience, this, [this] { settle(Place::File); });
    probe->start();
}
#else
void SecretStore::decide()
{
    settle(Place::File);
}
#endif

void SecretStore::settle(Place place)
{
    if (m_place != Place::Undecided)
        return;
    m_place = place;
    for (const auto &task : std::exchange(m_waiting, {}))
        task();
    Q_EMIT placeChanged();
}

void SecretStore::whenDecided(std::function<void()> task)
{
    if (m_place != Place::Undecided)
        return task();
    m_waiting.push_back(std::move(task));
    decide();
}

void SecretStore::read(const QString &key, QObject *context, std::function<void(const QString &)> done)
{
    const QPointer<QObject> guarded(context);
    whenDecided([this, key, guarded, done = std::move(done)] {
        if (!guarded)
            return;
        if (m_place == Place::Keychain)
            readKeychain(key, guarded, done);
        else
            done(readFile(key));
    });
}

void SecretStore::write(const QString &key, const QString &secret)
{
    whenDecided([this, key, secret] {
        if (m_place == Place::Keychain)
            writeKeychain(key, secret);
        else
            writeFile(key, secret);
    });
}

#ifdef TABLETALK_KEYCHAIN
void SecretStore::readKeychain(const QString &key, QObject *context, std::function<void(const QString &)> done)
{
    auto *job = new QKeychain::ReadPasswordJob(QLatin1StringView(service), this);
    job->setKey(key);
    connect(job, &QKeychain::Job::finished, context,
            [job, done = std::move(done)] { done(job->error() == QKeychain::NoError ? job->textData() : QString()); });
    job->start();
}

void SecretStore::writeKeychain(const QString &key, const QString &secret)
{
    QKeychain::Job *job = nullptr;
    if (secret.isEmpty()) {
        job = new QKeychain::DeletePasswordJob(QLatin1StringView(service), this);
    } else {
        auto *writing = new QKeychain::WritePasswordJob(QLatin1StringView(service), this);
        writing->setTextData(secret);
        job = writing;
    }
    job->setKey(key);
    connect(job, &QKeychain::Job::finished, this, [this](QKeychain::Job *finished) {
        if (finished->error() == QKeychain::NoError || finished->error() == QKeychain::EntryNotFound)
            return;
        Q_EMIT failed(Problem::of(ProblemCode::Unavailable,
                                  tr("The keychain did not keep the sign-in: %1").arg(finished->errorString()),
                                  tr("You will be asked to sign in again next time.")));
    });
    job->start();
}

#else
void SecretStore::readKeychain(const QString &, QObject *, std::function<void(const QString &)> done)
{
    done({});
}

void SecretStore::writeKeychain(const QString &, const QString &) {}
#endif

/// Where the system seals for its user, the file holds nothing that another could read.
QString SecretStore::readFile(const QString &key) const
{
    QFile file(filePath());
    if (!file.open(QIODevice::ReadOnly) || file.size() > maxFileBytes)
        return {};
    const QString kept = QJsonDocument::fromJson(file.readAll()).object().value(key).toString();
    if (!canSealForUser())
        return kept;
    return QString::fromUtf8(openedForUser(QByteArray::fromBase64(kept.toLatin1())).value_or(QByteArray()));
}

void SecretStore::writeFile(const QString &key, const QString &secret)
{
    QJsonObject secrets;
    if (QFile file(filePath()); file.open(QIODevice::ReadOnly) && file.size() <= maxFileBytes)
        secrets = QJsonDocument::fromJson(file.readAll()).object();
    const std::optional<QByteArray> sealed = canSealForUser() ? sealedForUser(secret.toUtf8()) : std::nullopt;
    const bool refused = canSealForUser() && !sealed;
    if (secret.isEmpty() || refused)
        secrets.remove(key);
    else
        secrets[key] = sealed ? QString::fromLatin1(sealed->toBase64()) : secret;
    if (refused)
        Q_EMIT failed(Problem::of(ProblemCode::Unavailable, tr("The system did not seal the sign-in for its user."),
                                  tr("You will be asked to sign in again next time.")));

    QDir().mkpath(m_directory);
    QSaveFile file(filePath());
    const bool opened = file.open(QIODevice::WriteOnly);
    // Before the first byte is in it.
    const bool closedToOthers = opened && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (closedToOthers)
        file.write(QJsonDocument(secrets).toJson(QJsonDocument::Compact));
    if (!closedToOthers || !file.commit()) {
        Q_EMIT failed(Problem::of(ProblemCode::Unavailable,
                                  tr("The sign-in could not be kept in %1: %2").arg(filePath(), file.errorString()),
                                  tr("You will be asked to sign in again next time.")));
    }
}

} // namespace tabletalk::ui
