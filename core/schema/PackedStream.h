// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <vector>

namespace tabletalk {

/// Writes numbers and texts compactly: small numbers in few bytes, each text once however
/// often it comes, and everything compressed block by block, so that neither side ever
/// holds the whole of it uncompressed.
class PackedWriter
{
public:
    void number(quint64 value);
    void integer(qint64 value); ///< negative ones too
    void real(double value);
    void flag(bool value) { number(value ? 1 : 0); }
    void text(const QString &value); ///< a null text comes back as a null one

    /// All that was written, in blocks. The writer is empty afterwards.
    QByteArray take();

private:
    void endBlock();

    QByteArray m_block;
    QByteArray m_packed;
    QHash<QString, quint64> m_texts;
};

/// Reads what PackedWriter wrote. Damaged bytes make it bad() and give zeros and empty
/// texts from then on; memory is bounded by what is really there.
class PackedReader
{
public:
    /// bytes outlives this.
    explicit PackedReader(const QByteArray &bytes);

    quint64 number();
    qint64 integer();
    double real();
    bool flag() { return number() != 0; }
    QString text();

    void spoil() { m_bad = true; }
    bool bad() const { return m_bad; }
    bool atEnd() const;

private:
    bool nextBlock();
    bool need(qsizetype bytes);

    const QByteArray &m_packed;
    qsizetype m_packedAt = 0;
    qint64 m_total = 0;
    QByteArray m_block;
    qsizetype m_at = 0;
    std::vector<QString> m_texts;
    bool m_bad = false;
};

} // namespace tabletalk
