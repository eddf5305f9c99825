// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QTcpSocket>

#include <vector>

namespace tabletalk::test {

/// A mail server on loopback that keeps what it gets. Lives on the test's event loop.
class SmtpSink : public QObject
{
public:
    struct Kept
    {
        QByteArray from;
        QByteArray to;
        QByteArray head;
        QByteArray text; ///< decoded
    };

    SmtpSink()
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this] { greet(m_server.nextPendingConnection()); });
        m_server.listen(QHostAddress::LocalHost);
    }

    QString url() const { return QStringLiteral("smtp://127.0.0.1:%1").arg(m_server.serverPort()); }
    const std::vector<Kept> &mails() const { return m_mails; }

private:
    struct Talk
    {
        Kept mail;
        QByteArray waiting;
        QByteArray data;
        bool inData = false;
    };

    void greet(QTcpSocket *socket)
    {
        const auto talk = std::make_shared<Talk>();
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, talk] {
            talk->waiting += socket->readAll();
            for (qsizetype end = talk->waiting.indexOf("\r\n"); end >= 0; end = talk->waiting.indexOf("\r\n")) {
                const QByteArray line = talk->waiting.left(end);
                talk->waiting = talk->waiting.mid(end + 2);
                const QByteArray reply = talk->inData ? takeData(*talk, line) : take(*talk, line);
                if (!reply.isEmpty())
                    socket->write(reply + "\r\n");
            }
        });
        socket->write("220 sink\r\n");
    }

    static QByteArray take(Talk &talk, const QByteArray &line)
    {
        const QByteArray verb = line.left(4).toUpper();
        if (verb == "MAIL")
            talk.mail.from = between(line);
        else if (verb == "RCPT")
            talk.mail.to = between(line);
        talk.inData = verb == "DATA";
        return talk.inData ? "354 go on" : verb == "QUIT" ? "221 bye" : "250 ok";
    }

    QByteArray takeData(Talk &talk, const QByteArray &line)
    {
        if (line != ".") {
            talk.data += line + "\r\n";
            return {};
        }
        talk.inData = false;
        const qsizetype split = talk.data.indexOf("\r\n\r\n");
        talk.mail.head = talk.data.left(split);
        talk.mail.text = QByteArray::fromBase64(talk.data.mid(split + 4));
        m_mails.push_back(talk.mail);
        talk.data.clear();
        return "250 kept";
    }

    static QByteArray between(const QByteArray &line)
    {
        const qsizetype begin = line.indexOf('<');
        return line.mid(begin + 1, line.indexOf('>', begin) - begin - 1);
    }

    QTcpServer m_server;
    std::vector<Kept> m_mails;
};

} // namespace tabletalk::test
