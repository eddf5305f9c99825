// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reader/PictureReader.h"

namespace tabletalk::reader {

/// The program tesseract, where it is installed: one run a picture, which goes through pipes alone.
class Tesseract final : public PictureReader
{
public:
    /// languages: as "eng+deu"; those that are not installed are left out.
    explicit Tesseract(const QString &languages);

    bool isInstalled() const override { return !m_program.isEmpty(); }
    Result<QString> read(const QImage &picture) override;

private:
    Result<QString> run(const QByteArray &picture, const QString &languages) const;

    QString m_program;
    QString m_languages;
};

} // namespace tabletalk::reader
