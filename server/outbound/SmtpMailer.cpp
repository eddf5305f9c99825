// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/outbound/SmtpMailer.h"

#include "core/base/Clock.h"
#include "core/crypto/Secret.h"
#include "server/base/WorkerPool.h"
#include "server/outbound/MailText.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QLoggingCategory>
#include <QUrl>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>

#include <curl/curl.h>

using namespace Qt::StringLiterals;

namespace tabletalk {

Q_LOGGING_CATEGORY(lcMail, "tabletalk.mail")

namespace {

using Steady = std::chrono::steady_clock;

constexpr long connectSeconds = 15;
constexpr long wholeSeconds = 60;
constexpr int mostWaiting = 1000;
constexpr std::chrono::seconds longestAtStop{3}; ///< of the mail that is under way when the server stops

/// What curl reads the mail from.
struct Source
{
    QByteArray text;
    qsizetype at = 0;

    static size_t read(char *buffer, size_t size, size_t count, void *data)
    {
        auto *source = static_cast<Source *>(data);
        const qsizetype length = std::min(qsizetype(size * count), source->text.size() - source->at);
        std::memcpy(buffer, source->text.constData() + source->at, size_t(length));
        source->at += length;
        return size_t(length);
    }
};

struct CurlDeleter
{
    void operator()(CURL *curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};

Problem unusable(const QString &detail)
{
    return Problem::of(ProblemCode::InvalidRequest, detail,
                       QCoreApplication::translate("Mail", "Write it as smtps://user:password@mail.example.org"));
}

bool isThisMachine(const QString &host)
{
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

} // namespace

struct SmtpMailer::State
{
    QByteArray url;
    QByteArray user;
    Secret password;
    QString from;
    bool insistOnTls = true;
    SystemClock clock;
    std::atomic<Steady::time_point> giveUpAt = Steady::time_point::max();
    WorkerPool pool{{.name = u"mail"_s, .threads = 1, .queueLimit = mostWaiting}};

    /// Asked by curl every second at least, also while nothing comes.
    static int mayGoOn(void *state, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
    {
        return Steady::now() < static_cast<const State *>(state)->giveUpAt.load() ? 0 : 1;
    }

    void deliver(const Mail &mail) const
    {
        const std::unique_ptr<CURL, CurlDeleter> curl(curl_easy_init());
        if (!curl)
            return;
        Source source{mailText(mail, from, clock.now())};
        const QByteArray sender = '<' + from.toUtf8() + '>';
        const QByteArray receiver = '<' + mail.to.toUtf8() + '>';
        const std::unique_ptr<curl_slist, CurlDeleter> receivers(curl_slist_append(nullptr, receiver.constData()));
        const QByteArray secret = password.reveal().toByteArray();
        CURL *handle = curl.get();
        curl_easy_setopt(handle, CURLOPT_URL, url.constData());
        curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, connectSeconds);
        curl_easy_setopt(handle, CURLOPT_TIMEOUT, wholeSeconds);
        curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &State::mayGoOn);
        curl_easy_setopt(handle, CURLOPT_XFERINFODATA, this);
        curl_easy_setopt(handle, CURLOPT_USE_SSL, long(insistOnTls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
        if (!user.isEmpty()) {
            curl_easy_setopt(handle, CURLOPT_USERNAME, user.constData());
            curl_easy_setopt(handle, CURLOPT_PASSWORD, secret.constData());
        }
        curl_easy_setopt(handle, CURLOPT_MAIL_FROM, sender.constData());
        curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, receivers.get());
        curl_easy_setopt(handle, CURLOPT_READFUNCTION, &Source::read);
        curl_easy_setopt(handle, CURLOPT_READDATA, &source);
        curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
        if (const CURLcode failed = curl_easy_perform(handle); failed != CURLE_OK)
            qCWarning(lcMail).noquote() << "A mail could not be delivered:" << curl_easy_strerror(failed);
    }
};

Result<std::unique_ptr<SmtpMailer>> SmtpMailer::create(const SmtpOptions &options)
{
    const QUrl url(options.url, QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != u"smtp" && url.scheme() != u"smtps") || url.host().isEmpty())
        return std::unexpected(
            unusable(QCoreApplication::translate("Mail", "The address of the mail server is none.")));
    if (!isMailAddress(options.from))
        return std::unexpected(
            Problem::of(ProblemCode::InvalidRequest,
                        QCoreApplication::translate("Mail", "The sender of mail is no e-mail address."),
                        QCoreApplication::translate("Mail", "Name one with --mail-from, such as tables@example.org")));
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return failure(ProblemCode::Internal);
    auto state = std::make_unique<State>();
    QUrl plain = url;
    plain.setUserInfo({});
    plain.setPath({});
    state->url = plain.toEncoded();
    state->user = url.userName(QUrl::FullyDecoded).toUtf8();
    state->password = Secret(url.password(QUrl::FullyDecoded).toUtf8());
    state->from = options.from;
    state->insistOnTls = url.scheme() == u"smtps" || !isThisMachine(url.host());
    return std::unique_ptr<SmtpMailer>(new SmtpMailer(std::move(state)));
}

SmtpMailer::SmtpMailer(std::unique_ptr<State> state)
    : m_state(std::move(state))
{}

SmtpMailer::~SmtpMailer()
{
    m_state->giveUpAt = Steady::now() + longestAtStop;
    m_state->pool.stop();
}

bool SmtpMailer::send(std::function<std::optional<Mail>()> make)
{
    return m_state->pool.post(TenantId(), [state = m_state.get(), make = std::move(make)] {
        try {
            const std::optional<Mail> mail = make();
            if (mail && isMailAddress(mail->to))
                state->deliver(*mail);
        } catch (const Problem &problem) {
            qCWarning(lcMail).noquote() << "A mail could not be made:" << problem.codeName();
        } catch (...) {
            qCWarning(lcMail) << "A mail could not be made";
        }
    });
}

} // namespace tabletalk
