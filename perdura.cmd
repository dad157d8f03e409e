@echo off
rem Starts Perdura on Windows; builds it first if that has not happened yet.
rem After changing the sources: mvn package
setlocal
set "HOME_DIR=%~dp0"
if not exist "%HOME_DIR%perdura-cli\target\classpath.txt" (
  where mvn >nul 2>nul || (echo perdura: mvn not found; install Apache Maven 3.8 or newer 1>&2 & exit /b 1)
  echo perdura: building for the first time; this takes minutes ^(400 MB of libraries are fetched once^) ... 1>&2
  pushd "%HOME_DIR%"
  call mvn -q -B -Dmaven.test.skip=true package || (popd & echo perdura: the build failed 1>&2 & exit /b 1)
  popd
)
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"
if not defined OPENBLAS_NUM_THREADS set "OPENBLAS_NUM_THREADS=1"
for /f "usebackq delims=" %%L in ("%HOME_DIR%perdura-cli\target\classpath.txt") do set "LIBRARIES=%%L"
"%JAVA%" -Xms64m -Xmx2g -Xmn32m -XX:+UseSerialGC -XX:+AlwaysPreTouch -Djava.awt.headless=true ^
  -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dperdura.home="%HOME_DIR%." %PERDURA_JAVA_OPTS% ^
  -cp "%HOME_DIR%perdura-media\target\*;%HOME_DIR%perdura-nn\target\*;%HOME_DIR%perdura-models\target\*;%HOME_DIR%perdura-metrics\target\*;%HOME_DIR%perdura-adversarial\target\*;%HOME_DIR%perdura-video\target\*;%HOME_DIR%perdura-cli\target\*;%LIBRARIES%" ^
  org.perdura.cli.Main %*
