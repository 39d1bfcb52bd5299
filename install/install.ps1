# Installs sheetsales for the user who runs it: nothing is written outside the user's own folders, no administrator is needed.
# The wheel (sheetsales-....whl) lies beside this script, or is named: .\install.ps1 C:\path\sheetsales-....whl
# Where scripts may not run: powershell -ExecutionPolicy Bypass -File install.ps1
# uv brings a Python of its own where there is none: https://docs.astral.sh/uv/
param([string]$Wheel = "")

$ErrorActionPreference = "Stop"
$ProgressPreference = "SilentlyContinue"
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12

function Say([string]$Zh, [string]$En) {
    if ((Get-UICulture).TwoLetterISOLanguageName -eq "zh") { Write-Host $Zh } else { Write-Host $En }
}

function Stop-Here([string]$Zh, [string]$En) {
    Say $Zh $En
    exit 2
}

if (-not $Wheel) {
    $found = Get-ChildItem -Path $PSScriptRoot -Filter "sheetsales-*.whl" | Sort-Object Name | Select-Object -Last 1
    if ($found) { $Wheel = $found.FullName }
}
if (-not $Wheel -or -not (Test-Path -LiteralPath $Wheel)) {
    Stop-Here "没有找到 sheetsales-….whl。请把它放在这个脚本旁边，再运行一次。" `
        "There is no sheetsales-....whl. Put it beside this script and run it again."
}

$known = Get-Command uv -ErrorAction SilentlyContinue
$uv = if ($known) { $known.Source } else { Join-Path $env:USERPROFILE ".local\bin\uv.exe" }
if (-not (Test-Path -LiteralPath $uv)) {
    Say "先下载 uv（约 20 MB，用来装 Python 和 sheetsales）……" "Getting uv first (about 20 MB; it brings Python and sheetsales) ..."
    try {
        # The proxy that Windows itself uses, with the user's own sign-in.
        [Net.WebRequest]::DefaultWebProxy.Credentials = [Net.CredentialCache]::DefaultNetworkCredentials
        $script = Invoke-RestMethod -UseBasicParsing "https://astral.sh/uv/install.ps1"
        Invoke-Expression $script | Out-Null
    }
    catch {
        Stop-Here "下载不了 uv：$($_.Exception.Message) 公司网络要走代理的话，先运行 `$env:HTTPS_PROXY='http://代理:端口'，再运行一次；不能上网的电脑见 docs/install.zh-CN.md。" `
            "uv cannot be downloaded: $($_.Exception.Message) Behind a proxy, first run `$env:HTTPS_PROXY='http://proxy:port', then this again; for computers without a network see docs/install.md."
    }
}

Say "正在安装 sheetsales（约 250 MB）……" "Installing sheetsales (about 250 MB) ..."
& $uv tool install --quiet --force --python ">=3.11" $Wheel
if ($LASTEXITCODE -ne 0) {
    Stop-Here "没有装上，上面写了原因。改好后再运行一次；已经装的不会坏。" `
        "It was not installed; the reason stands above. Mend it and run this again; what was installed before still works."
}
& $uv tool update-shell | Out-Null
$command = Join-Path (& $uv tool dir --bin) "sheetsales.exe"
& $command --version
Say "装好了。先看看它能做什么：$command demo" "Done. See what it does: $command demo"
